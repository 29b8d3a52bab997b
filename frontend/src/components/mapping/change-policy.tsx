import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { domain } from '@/bridge/types';
import { smallIcon } from '@/components/ui/icon-size';
import css from './mapping.module.css';

interface Props {
  policy: domain.WhenFieldsChange;
  onChange: (policy: domain.WhenFieldsChange) => void;
}

const policies = [domain.WhenFieldsChange.tell, domain.WhenFieldsChange.add, domain.WhenFieldsChange.stop] as const;

/** What a run does when the service sends other fields than those known: tell, add the new ones, or stop. */
export function ChangePolicy({ policy, onChange }: Props) {
  const { t } = useTranslation('mapping');
  return (
    <Menu position="bottom-end" width={300} offset={4}>
      <Menu.Target>
        <Button className={css.policy} variant="subtle" size="xs" rightSection={<IconChevronDown {...smallIcon} />}>
          {t('policy.label', { policy: t(`policy.${policy}`) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={policy} onChange={(next) => onChange(next as domain.WhenFieldsChange)}>
          {policies.map((one) => (
            <Menu.RadioItem key={one} value={one}>
              {t(`policy.${one}`)}
              <p className="tiny faint">{t(`policy.${one}Help`)}</p>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
