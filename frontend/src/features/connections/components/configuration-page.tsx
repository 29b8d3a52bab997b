import { useTranslation } from 'react-i18next';
import { Page } from '@/components/ui/page';

export function ConfigurationPage() {
  const { t } = useTranslation('connections');
  return <Page title={t('title')}>{null}</Page>;
}
