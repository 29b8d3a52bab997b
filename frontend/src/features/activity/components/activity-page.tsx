import { useTranslation } from 'react-i18next';
import { Page } from '@/components/ui/page';

export function ActivityPage() {
  const { t } = useTranslation('activity');
  return <Page title={t('title')}>{null}</Page>;
}
