import { Menu, TextInput } from '@mantine/core';
import { IconCheck, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '@/components/ui/form-dialog';
import { icon, smallIcon } from '@/components/ui/icon-size';
import css from './mapping.module.css';

interface Props {
  table: string;
  isNew: boolean;
  tables: string[];
  proposed: string;
  onChange: (table: string, isNew: boolean) => void;
}

/** Which table the records go to: an existing one, or a new one named on the spot. */
export function TableChoice({ table, isNew, tables, proposed, onChange }: Props) {
  const { t } = useTranslation('mapping');
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Menu position="bottom-start" width={260} offset={4}>
        <Menu.Target>
          <button type="button" className={`link ${css.table ?? ''}`} aria-label={t('table.label', { table })}>
            {table}
            <IconChevronDown {...smallIcon} />
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
          {tables.map((name) => (
            <Menu.Item key={name} leftSection={name === table ? <IconCheck {...icon} /> : <span className={css.unticked} />} onClick={() => name !== table && onChange(name, false)}>
              {name}
            </Menu.Item>
          ))}
          {isNew && (
            <Menu.Item leftSection={<IconCheck {...icon} />}>
              {table} <span className="tiny faint">{t('table.new')}</span>
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => setNaming(true)}>
            {t('table.make')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isNew && <span className="faint"> {t('table.isNew')}</span>}
      {isNaming && <NameDialog name={isNew ? table : proposed} tables={tables} onClose={() => setNaming(false)} onName={(name) => onChange(name, true)} />}
    </>
  );
}

function NameDialog({ name, tables, onClose, onName }: { name: string; tables: string[]; onClose: () => void; onName: (name: string) => void }) {
  const { t } = useTranslation('mapping');
  const [typed, setTyped] = useState(name);
  const wanted = typed.trim();
  const isTaken = tables.some((n) => n.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  const submit = () => {
    if (wanted === '' || isTaken) return;
    onName(wanted);
    onClose();
  };
  return (
    <FormDialog title={t('table.title')} sentence={t('table.sentence')} verb={t('table.do')} onSubmit={submit} onClose={onClose}>
      <TextInput label={t('table.name')} value={typed} data-autofocus onChange={(e) => setTyped(e.currentTarget.value)} error={isTaken ? t('table.taken', { table: wanted }) : wanted === '' ? t('make.nameMissing') : undefined} />
    </FormDialog>
  );
}
