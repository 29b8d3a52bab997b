import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { useDryRun } from '../api/use-dry-run';
import type { useSaving } from './use-saving';

interface Props {
  integration: api.Integration;
  isChanged: boolean;
  saving: ReturnType<typeof useSaving>;
}

/** Step 4: Activate, and Save. */
export function FootBar({ integration, isChanged, saving }: Props) {
  const { t } = useTranslation('integrations');
  const { report } = useDryRun(integration.id);
  const { state, refusal } = integration;
  const canActivate = state === 'inactive' || state === 'disabled';
  // What is typed may mend the refusal, so it counts only once everything is saved.
  const isRefused = refusal !== '' && !isChanged;
  const sentence = (() => {
    if (!canActivate) return isChanged ? t('foot.changed') : t('foot.saved');
    if (isRefused) return refusal;
    return report === undefined ? t('foot.first') : t('foot.counted');
  })();
  return (
    <>
      <span className="small muted">{sentence}</span>
      <Button className="right" variant={!canActivate && isChanged ? 'filled' : 'default'} onClick={saving.save} loading={saving.isSaving} disabled={!isChanged}>
        {t('foot.save')}
      </Button>
      {canActivate && (
        <Button variant="filled" onClick={saving.activate} loading={saving.isActivating} disabled={isRefused}>
          {t('menu.activate')}
        </Button>
      )}
    </>
  );
}
