import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/components/ui/place-tabs';

/** Runs, record errors and conflicts, with the filters of the one shown. */
export function ActivityTabs({ integration, children }: { integration: string; children?: ReactNode }) {
  const { t } = useTranslation('activity');
  const search = integration === '' ? '' : `?integration=${encodeURIComponent(integration)}`;
  const places = [
    { to: `/activity${search}`, label: t('runs.title') },
    { to: `/activity/errors${search}`, label: t('errors.title') },
    { to: `/activity/conflicts${search}`, label: t('conflicts.title') },
  ];
  return (
    <PlaceTabs label={t('tabs')} places={places}>
      {children}
    </PlaceTabs>
  );
}
