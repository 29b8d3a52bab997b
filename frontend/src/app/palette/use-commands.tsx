import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { IconKeyboard, IconLifebuoy, IconPlus, IconRefresh, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { configurations, integrations, project } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { Monogram } from '@/components/ui/monogram';
import { icon } from '@/components/ui/icon-size';
import { toastProblem } from '@/components/ui/toast';
import { signOf } from '@/components/integration/sign';
import { places } from '../places';

/** Everything the palette offers, by group: pages and deeds, then what the person has. Lists are read once it opens. */
export function useCommands(isOpen: boolean, act: { help: () => void; sheet: () => void }): SpotlightActionGroupData[] {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const go = (to: string) => () => void navigate(to);
  const enabled = isOpen;
  const { data: all = [] } = useQuery({ queryKey: keys.integrations, queryFn: integrations.List, enabled });
  const { data: tables = [] } = useQuery({ queryKey: keys.tables, queryFn: project.Tables, enabled });
  const { data: sources = [] } = useQuery({ queryKey: keys.configurations, queryFn: configurations.List, enabled });
  const canRun = all.filter((i) => i.state === 'active' && i.running === undefined);
  return [
    { group: t('palette.pages'), actions: places.map(({ to, key, sign }) => ({ id: to, label: t(`nav.${key}`), leftSection: sign, onClick: go(to) })) },
    {
      group: t('palette.deeds'),
      actions: [
        { id: 'connect', label: t('keys.does.connect'), leftSection: <IconPlus {...icon} />, onClick: go('/connect') },
        ...canRun.map((i) => ({ id: `run-${i.id}`, label: t('palette.run', { name: i.name }), leftSection: <IconRefresh {...icon} />, onClick: () => void integrations.SyncNow(i.id, false).catch(toastProblem) })),
        { id: 'help', label: t('keys.does.help'), leftSection: <IconLifebuoy {...icon} />, onClick: act.help },
        { id: 'keys', label: t('keys.does.sheet'), leftSection: <IconKeyboard {...icon} />, onClick: act.sheet },
      ],
    },
    { group: t('palette.integrations'), actions: all.map((i) => ({ id: i.id, label: i.name, leftSection: <Monogram text={signOf(i.source)} size="tiny" />, onClick: go(`/integrations/${i.id}`) })) },
    { group: t('palette.tables'), actions: tables.map((table) => ({ id: `table-${table.name}`, label: table.name, leftSection: <IconTable {...icon} />, onClick: go(`/project/${encodeURIComponent(table.name)}`) })) },
    { group: t('palette.sources'), actions: sources.map((c) => ({ id: c.id, label: c.name, leftSection: <Monogram text={signOf(c.source)} size="tiny" />, onClick: go(`/configuration/${c.id}`) })) },
  ];
}
