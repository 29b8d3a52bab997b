import { useTranslation } from 'react-i18next';
import { Page } from '@/components/ui/page';

export function SetupPage() {
  const { t } = useTranslation('setup');
  return <Page title={t('title')}>{null}</Page>;
}
