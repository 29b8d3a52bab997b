import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { SideDrawer } from '@/components/ui/side-drawer';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useNow } from '@/hooks/use-now';
import { useRow } from '../api/use-rows';
import { Explanation } from './explanation';
import { RestoreButton } from './restore-button';
import css from './row-drawer.module.css';
import { RowHistory } from './row-history';
import { useValueWords } from '@/components/rows/use-value-words';
import { isEmpty, prettyJSON, valueText } from '@/components/rows/value-text';

/** One row over the page: its values, where each came from, what became of it. */
export function RowDrawer({ table, id, onClose }: { table: api.Table; id: string; onClose: () => void }) {
  const { t } = useTranslation('project');
  const { data, error, refetch } = useRow(table.name, id);
  const sentence = useSentence(data);
  return (
    <SideDrawer isWithin opened={id !== ''} onClose={onClose} title={data === undefined ? t('row.title') : titleOf(table, data, t('row.title'))} sentence={sentence}>
      {error !== null && (
        <div className={css.part}>
          <ErrorView error={error} onAction={() => void refetch()} />
        </div>
      )}
      {data === undefined && error === null && id !== '' && (
        <div className={css.part}>
          <LoadingRows rows={5} />
        </div>
      )}
      {data !== undefined && error === null && <Parts detail={data} />}
    </SideDrawer>
  );
}

function titleOf(table: api.Table, detail: api.RowDetail, otherwise: string): string {
  const wanted = table.keys.length > 0 ? table.keys : table.fields.slice(0, 1).map((f) => f.name);
  const values = wanted.map((name) => detail.fields.find((f) => f.field === name)?.value ?? '').filter((v) => v !== '');
  return values.length === 0 ? otherwise : values.join(', ');
}

function useSentence(detail: api.RowDetail | undefined): string {
  const { t } = useTranslation('project');
  const say = useSpokenTime();
  const now = useNow();
  const at = parseTime(detail?.row.changedAt ?? '');
  if (detail === undefined || at === undefined) return '';
  const when = say(at, now);
  return detail.row.deleted ? t('row.deleted', { when }) : t('row.changed', { when });
}

function Parts({ detail }: { detail: api.RowDetail }) {
  const { t } = useTranslation('project');
  // Which part was looked at stays while one goes from row to row.
  const [part, setPart] = useState<string | null>('explain');
  return (
    <div className={css.parts}>
      {detail.row.deleted && (
        <div className={css.deleted}>
          <p className="small grow">{t('row.deletedMeans')}</p>
          <RestoreButton table={detail.table} id={detail.row.id} isButton />
        </div>
      )}
      <Tabs value={part} onChange={setPart} classNames={{ list: css.tabs }} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="values">{t('row.values')}</Tabs.Tab>
          <Tabs.Tab value="explain">{t('row.explain')}</Tabs.Tab>
          <Tabs.Tab value="json">{t('row.json')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="values" className={css.part}>
          <Values detail={detail} />
        </Tabs.Panel>
        <Tabs.Panel value="explain" className={css.part}>
          <Explanation key={detail.row.id} detail={detail} />
        </Tabs.Panel>
        <Tabs.Panel value="json" className={css.part}>
          <AsJSON detail={detail} />
        </Tabs.Panel>
      </Tabs>
      <RowHistory detail={detail} />
    </div>
  );
}

function Values({ detail }: { detail: api.RowDetail }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  return (
    <dl className={css.values}>
      {detail.fields.map((f) => (
        <div key={f.field} className={css.line}>
          <dt className="muted">{f.field}</dt>
          <dd className={css.value}>{isEmpty(f.value) ? <span className="empty-value">{t('value.empty')}</span> : f.type === domain.FieldType.json ? <pre className={css.json}>{prettyJSON(f.value ?? '')}</pre> : valueText(f.type, f.value ?? '', words)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The row as a program would read it. */
function AsJSON({ detail }: { detail: api.RowDetail }) {
  const text = JSON.stringify(Object.fromEntries(detail.fields.map((f) => [f.field, plain(f)])), null, 2);
  return (
    <>
      <pre className={css.json}>{text}</pre>
      <CopyButton text={text} />
    </>
  );
}

function plain(f: api.FieldOrigin): unknown {
  const value = f.value ?? '';
  if (value === '') return null;
  if (f.type === domain.FieldType.boolean) return value === 'true';
  // Beyond this a number would lose digits, so it stays text.
  if ((f.type === domain.FieldType.integer || f.type === domain.FieldType.decimal) && value.length <= 15) return Number(value);
  if (f.type !== domain.FieldType.json) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
