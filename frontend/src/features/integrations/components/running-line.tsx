import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { useWait } from '@/components/integration/use-wait';
import { ProgressLine } from '@/components/ui/progress-line';
import { toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useIntegrationActions } from '../api/use-integration-actions';
import css from './integration-view.module.css';

/** A run that is under way: how far, how fast, and how to stop it. */
export function RunningLine({ integration, progress }: { integration: api.Integration; progress: api.Progress }) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const { cancel, isPending } = useIntegrationActions(toastProblem);
  const label = integration.updates.find((u) => u.dataType === progress.dataType)?.label ?? progress.dataType;
  const wait = useWait(progress);
  const toDo = progress.total - progress.counts.read;
  // In minutes, for this data type; unknown while the service makes the run wait or does not say how much there is.
  const left = !wait && toDo > 0 && progress.perSecond > 0 ? toDo / progress.perSecond / 60 : undefined;
  const values = { dataType: label, done: formatNumber(progress.counts.read, locale), total: formatNumber(progress.total, locale) };
  return (
    <div className={css.notice}>
      <ProgressLine
        label={t('running.label')}
        sentence={
          <>
            {progress.total > 0 ? t('running.of', values) : t('running.done', values)}
            {left !== undefined && `, ${left < 1 ? t('running.soon') : t('running.left', { count: Math.ceil(left) })}`}
            {wait && <span className="muted"> · {wait.sentence}</span>}
          </>
        }
        done={progress.counts.read}
        total={progress.total}
        perSecond={wait ? undefined : progress.perSecond}
        onCancel={() => cancel(integration.id)}
        isCancelling={isPending}
      />
    </div>
  );
}
