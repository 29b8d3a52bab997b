import { useTranslation } from 'react-i18next';
import { Page } from '@/components/ui/page';

export function IntegrationPage() {
  const { t } = useTranslation('integrations');
  return <Page title={t('title')}>{null}</Page>;
}
