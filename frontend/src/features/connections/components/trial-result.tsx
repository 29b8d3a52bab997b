import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { type Look, PreviewContent, PreviewLooks } from '@/components/mapping/preview';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { ProgressLine } from '@/components/ui/progress-line';
import type { TrialForm } from './use-trial-form';
import css from './try.module.css';

/** What came of a trial: the records, the requests, and where in the manifest an error belongs. */
export function TrialResult({ form }: { form: TrialForm }) {
  const { t } = useTranslation('connections');
  const { trial, isTrying, error } = form;
  // What is refused at a field is told at the field.
  const isRefused = error !== null && Object.keys(form.errors).length === 0;
  return (
    <section className={css.right} aria-label={t('try.result')} aria-busy={isTrying}>
      {isTrying && (
        <div className={css.notice}>
          <ProgressLine label={t('try.reading')} sentence={form.dataType ?? t('try.asking')} done={0} onCancel={() => form.cancel()} isCancelling={form.isCancelling} />
        </div>
      )}
      {isRefused && <div className={css.notice}><ErrorView error={error} /></div>}
      {trial !== undefined && <Outcome trial={trial} />}
      {trial === undefined && !isTrying && !isRefused && <EmptyState sentence={t('try.empty')} />}
    </section>
  );
}

function Outcome({ trial }: { trial: api.ManifestTrial }) {
  const { t } = useTranslation('connections');
  const { preview } = trial;
  // Without records what was asked tells more.
  const [look, setLook] = useState<Look>(preview.rows.length === 0 && preview.requests.length > 0 ? 'requests' : 'table');
  return (
    <>
      <div className={css.head}>
        <p className="small muted" role="status">
          {t('try.records', { count: preview.rows.length, dataType: trial.dataType })} {t('try.requests', { count: preview.requests.length })}
        </p>
        <PreviewLooks preview={preview} look={look} onChange={setLook} />
      </div>
      {preview.error !== undefined && (
        <div className={css.notice}>
          <ErrorView error={preview.error} />
          {trial.part !== '' && (
            <p className="small muted">
              {t('try.part', { dataType: trial.dataType })} <code>{trial.part}</code>
            </p>
          )}
        </div>
      )}
      <div className={css.content}>
        <PreviewContent preview={preview} look={look} label={trial.dataType} />
      </div>
    </>
  );
}
