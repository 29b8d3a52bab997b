import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { smallIcon } from '@/components/ui/icon-size';
import css from './integration-view.module.css';

function Value({ text, isOld = false }: { text: string; isOld?: boolean }) {
  const { t } = useTranslation('integrations');
  const words = text === '' ? <span className="empty-value">{t('dry.empty')}</span> : text;
  return isOld ? <s className="cut">{words}</s> : <span className="cut">{words}</span>;
}

/** One row a run would change: its key, and its first changed field before and after. */
export function Example({ example }: { example: api.DryRunExample }) {
  const { t } = useTranslation('integrations');
  return example.fields.slice(0, 1).map((f) => (
    <div key={f.field} className={css.example}>
      <span className="cut" title={example.key}>
        {example.key}
      </span>
      <span className="faint">{example.fields.length > 1 ? t('dry.fieldAndMore', { field: f.field, count: example.fields.length - 1 }) : f.field}</span>
      <Change change={f} />
    </div>
  ));
}

function Change({ change }: { change: api.FieldChange }) {
  return (
    <span className={css.change}>
      <Value text={change.before} isOld />
      <IconArrowRight {...smallIcon} />
      <Value text={change.after} />
    </span>
  );
}

/** All examples of a dry run, every field of each. */
export function BeforeAfterDialog({ opened, onClose, examples }: { opened: boolean; onClose: () => void; examples: api.DryRunExample[] }) {
  const { t } = useTranslation('integrations');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('dry.dialog')} sentence={t('dry.dialogSentence', { count: examples.length })} width={720} height={560} lined flush>
      <div className={css.all}>
      {examples.flatMap((e) =>
        e.fields.map((f, i) => (
          <div key={`${e.table} ${e.key} ${f.field}`} className={css.example}>
            <span className="cut" title={e.key}>
              {i === 0 && e.key}
            </span>
            <span className="faint">{f.field}</span>
            <Change change={f} />
          </div>
        )),
      )}
      </div>
    </Dialog>
  );
}
