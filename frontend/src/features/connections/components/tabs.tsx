import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/components/ui/place-tabs';

/** The two tabs of External Connections. */
export function ConnectionTabs() {
  const { t } = useTranslation('connections');
  const places = [
    { to: '/configuration', label: t('configurations.title') },
    { to: '/configuration/authorizations', label: t('authorizations.title') },
  ];
  return <PlaceTabs label={t('title')} places={places} />;
}
