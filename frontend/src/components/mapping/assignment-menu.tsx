import { ActionIcon, Menu } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
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
        <Tick label={t('options.primaryKey')} isOn={assignment.primaryKey} onChange={(primaryKey) => onChange({ primaryKey })} />
        <Tick label={t('options.keepEmpty')} help={t('options.keepEmptyHelp')} isOn={assignment.keepEmptyText} onChange={(keepEmptyText) => onChange({ keepEmptyText })} />
        {isNumber && <Tick label={t('options.decimalComma')} help={t('options.decimalCommaHelp')} isOn={assignment.decimalComma} onChange={(decimalComma) => onChange({ decimalComma })} />}
        {isDate && (
          <>
            <Menu.Divider />
            <Menu.RadioGroup value={assignment.dateOrder} onChange={(dateOrder) => onChange({ dateOrder })}>
              <Menu.RadioItem value="">{t('options.asFound')}</Menu.RadioItem>
              <Menu.RadioItem value={day_first}>
                <Words label={t('options.dayFirst')} help={t('options.dayFirstHelp')} />
              </Menu.RadioItem>
              <Menu.RadioItem value={month_first}>
                <Words label={t('options.monthFirst')} help={t('options.monthFirstHelp')} />
              </Menu.RadioItem>
            </Menu.RadioGroup>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Tick({ label, help, isOn, onChange }: { label: string; help?: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <Menu.CheckboxItem checked={isOn} onChange={onChange}>
      <Words label={label} help={help} />
    </Menu.CheckboxItem>
  );
}

function Words({ label, help }: { label: string; help?: string | undefined }) {
  return (
    <>
      {label}
      {help !== undefined && <p className="tiny faint">{help}</p>}
    </>
  );
}
