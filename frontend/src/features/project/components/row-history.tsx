import { IconArrowBackUp, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import { smallIcon } from '@/components/ui/icon-size';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { SectionHead } from '@/components/ui/section-head';
import { useHistoryDays } from '../api/use-tables';
import css from './row-drawer.module.css';
import { useValueWords } from '@/components/rows/use-value-words';
import { valueText } from '@/components/rows/value-text';

const icons = { created: IconPlus, updated: IconPencil, deleted: IconTrash, restored: IconArrowBackUp };
type Kind = keyof typeof icons;
const kindOf = (kind: string): Kind => (kind in icons ? (kind as Kind) : 'updated');

/** What became of the row, newest first, and what it is linked to. */
export function RowHistory({ detail }: { detail: api.RowDetail }) {
  const { t } = useTranslation('project');
  const days = useHistoryDays();
  return (
    <section className={css.history}>
      <SectionHead title={t('history.title')} sentence={days === undefined ? undefined : t('history.kept', { count: days })} />
      {detail.history.length === 0 && <p className="small muted">{t('history.none')}</p>}
      {detail.history.map((entry, i) => (
        <Entry key={`${entry.at} ${entry.kind} ${String(i)}`} entry={entry} fields={detail.fields} />
      ))}
      {detail.links.length > 0 && (
        <p className={`small faint ${css.links ?? ''}`}>{detail.links.map((link) => t('history.link', { dataType: link.dataType, identity: link.identity, integration: link.integration })).join(' ')}</p>
      )}
    </section>
  );
}

function Entry({ entry, fields }: { entry: api.HistoryEntry; fields: api.FieldOrigin[] }) {
  const { t } = useTranslation('project');
  const kind = kindOf(entry.kind);
  const Icon = icons[kind];
  return (
    <div className={css.entry}>
      <Icon {...smallIcon} className="faint" />
      <div className="grow">
        <h2 className="row-title">{entry.integration === '' ? t(`history.here.${kind}`) : t(`history.by.${kind}`, { integration: entry.integration })}</h2>
        {entry.changes.map((change) => (
          <p key={change.field} className="small muted">
            <Change change={change} type={fields.find((f) => f.field === change.field)?.type ?? domain.FieldType.text} />
          </p>
        ))}
      </div>
      <span className={`small faint ${css.when ?? ''}`}>
        <RelativeTimeOrNever at={parseTime(entry.at)} />
      </span>
    </div>
  );
}

function Change({ change, type }: { change: api.FieldChange; type: domain.FieldType }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  const text = (value: string) => (value === '' ? t('value.empty') : valueText(type, value, words));
  return (
    <>
      {t('history.field', { field: change.field })} <s>{text(change.before)}</s> {text(change.after)}
    </>
  );
}
