import { useTranslation } from 'react-i18next';
import { Page } from '@/components/ui/page';

export function IntegrationsPage() {
  const { t } = useTranslation('integrations');
  return <Page title={t('title')}>{null}</Page>;
}
