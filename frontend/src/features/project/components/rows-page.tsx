import { useTranslation } from 'react-i18next';
import { Page } from '@/components/ui/page';

export function RowsPage() {
  const { t } = useTranslation('project');
  return <Page title={t('title')}>{null}</Page>;
}
