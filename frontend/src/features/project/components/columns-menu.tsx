import { Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { smallIcon } from '@/components/ui/icon-size';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import css from './rows-tools.module.css';
import type { View } from './use-view';

/** Which fields are shown; one always is. */
export function ColumnsMenu({ view: { allColumns, columns, toggleColumn } }: { view: View }) {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const number = (n: number) => formatNumber(n, locale);
  const label = columns.length === allColumns.length ? t('columns.all') : t('columns.some', { shown: number(columns.length), of: number(allColumns.length) });
  return (
    <span className={css.chip} data-on={columns.length < allColumns.length || undefined}>
      <Menu position="bottom-start" width={220} closeOnItemClick={false}>
        <Menu.Target>
          <button type="button" className={css.chipWords}>
            <IconColumns3 {...smallIcon} />
            {label}
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {allColumns.map((field) => {
            const isShown = columns.includes(field);
            return (
              <Menu.CheckboxItem key={field.name} checked={isShown} disabled={isShown && columns.length === 1} onChange={() => toggleColumn(field.name)}>
                {field.name}
              </Menu.CheckboxItem>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
