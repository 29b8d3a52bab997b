import { ActionIcon, Menu } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { icon } from '@/components/ui/icon-size';
import css from './mapping.module.css';

interface Props {
  assignment: api.Assignment;
  /** Type of the field it goes to. */
  type: string;
  onChange: (more: Partial<api.Assignment>) => void;
}

const { day_first, month_first } = domain.DateOrder;

/** How the values of one field are read: order of dates, decimal comma, empty text; and its place in the key. */
export function AssignmentMenu({ assignment, type, onChange }: Props) {
  const { t } = useTranslation('mapping');
  const isDate = type === 'date' || type === 'datetime';
  const isNumber = type === 'decimal' || type === 'integer';
  const isChanged = assignment.keepEmptyText || assignment.decimalComma || assignment.dateOrder !== '';
  return (
    <Menu position="bottom-end" width={236} offset={4} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="transparent" size={28} className={css.options} data-changed={isChanged || undefined} aria-label={t('options.label', { field: assignment.from })}>
          <IconAdjustmentsHorizontal {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Choice label={t('options.primaryKey')} isOn={assignment.primaryKey} onClick={() => onChange({ primaryKey: !assignment.primaryKey })} />
        <Choice label={t('options.keepEmpty')} help={t('options.keepEmptyHelp')} isOn={assignment.keepEmptyText} onClick={() => onChange({ keepEmptyText: !assignment.keepEmptyText })} />
        {isNumber && <Choice label={t('options.decimalComma')} help={t('options.decimalCommaHelp')} isOn={assignment.decimalComma} onClick={() => onChange({ decimalComma: !assignment.decimalComma })} />}
        {isDate && (
          <>
            <Menu.Divider />
            <Choice isRadio label={t('options.asFound')} isOn={assignment.dateOrder === ''} onClick={() => onChange({ dateOrder: '' })} />
            <Choice isRadio label={t('options.dayFirst')} help={t('options.dayFirstHelp')} isOn={assignment.dateOrder === day_first} onClick={() => onChange({ dateOrder: day_first })} />
            <Choice isRadio label={t('options.monthFirst')} help={t('options.monthFirstHelp')} isOn={assignment.dateOrder === month_first} onClick={() => onChange({ dateOrder: month_first })} />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ label, help, isOn, isRadio = false, onClick }: { label: string; help?: string; isOn: boolean; isRadio?: boolean; onClick: () => void }) {
  return (
    <Menu.Item role={isRadio ? 'menuitemradio' : 'menuitemcheckbox'} aria-checked={isOn} leftSection={isOn ? <IconCheck {...icon} /> : <span className={css.unticked} />} onClick={onClick}>
      {label}
      {help !== undefined && <p className="tiny faint">{help}</p>}
    </Menu.Item>
  );
}
