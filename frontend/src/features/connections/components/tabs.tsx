import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

type Tab = 'configurations' | 'authorizations';

const places: Record<Tab, string> = { configurations: '/configuration', authorizations: '/configuration/authorizations' };

/** The two tabs of External Connections. */
export function ConnectionTabs({ tab }: { tab: Tab }) {
  const { t } = useTranslation('connections');
  const navigate = useNavigate();
  return (
    <Tabs value={tab} onChange={(next) => next !== null && void navigate(places[next as Tab])} className="grow">
      <Tabs.List aria-label={t('title')}>
        <Tabs.Tab value="configurations">{t('configurations.title')}</Tabs.Tab>
        <Tabs.Tab value="authorizations">{t('authorizations.title')}</Tabs.Tab>
      </Tabs.List>
    </Tabs>
  );
}
