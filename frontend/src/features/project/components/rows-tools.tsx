import { Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconClock, IconColumns3, IconFilter2, IconSearch, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { icon, smallIcon } from '@/components/ui/icon-size';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { AddField } from './add-field';
import { useTyping } from './filter-cell';
import { filterWords } from './filter-words';
import { isBlank } from './filters';
import { ColumnsMenu } from './columns-menu';
import css from './rows-tools.module.css';
import { type Part, sinceChoices, type View } from './use-view';
import { useValueWords } from '@/components/rows/use-value-words';
import { ViewsMenu } from './views-menu';

/** What can be done with the part that is shown (search, what changed since when, the saved views, the columns, the filters that are set; a field to add), and which part of the table that is. */
export function RowsTools({ table, view }: { table: api.Table; view: View }) {
  return (
    <>
      {view.part === 'fields' ? (
        <AddField table={table} />
      ) : (
        <div className={css.tools}>
          <Search table={table.name} value={view.search} onChange={view.setSearch} />
          {view.part === 'rows' && <SinceChip view={view} />}
          <ViewsMenu table={table.name} view={view} />
          <ColumnsMenu view={view} />
          <FilterChips table={table} view={view} />
        </div>
      )}
      <Parts part={view.part} onChange={view.setPart} />
    </>
  );
}

/** The same bar while the table is on its way: all in its place, and not to be used yet. */
export function WaitingTools({ table }: { table: string }) {
  const { t } = useTranslation('project');
  const chips = [{ Icon: IconClock, words: t('since.choose') }, { Icon: IconBookmark, words: t('views.title') }, { Icon: IconColumns3, words: t('columns.all') }];
  return (
    <fieldset disabled aria-hidden className={css.waiting}>
      <div className={css.tools}>
        <Search table={table} value="" onChange={() => undefined} />
        {chips.map(({ Icon, words }) => (
          <span key={words} className={css.chip}>
            <button type="button" className={css.chipWords}>
              <Icon {...smallIcon} />
              {words}
            </button>
          </span>
        ))}
      </div>
      <Parts part="rows" onChange={() => undefined} />
    </fieldset>
  );
}

function Parts({ part, onChange }: { part: Part; onChange: (part: Part) => void }) {
  const { t } = useTranslation('project');
  return (
    <div className={css.parts}>
      <SegmentedTabs
        label={t('part.label')}
        value={part}
        onChange={onChange}
        options={[
          { value: 'rows', label: t('part.rows') },
          { value: 'deleted', label: t('part.deleted') },
          { value: 'fields', label: t('part.fields') },
        ]}
      />
    </div>
  );
}

function Search({ table, value, onChange }: { table: string; value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('project');
  const { typed, type } = useTyping(value, onChange);
  return <TextInput className={css.search} type="search" aria-label={t('search', { table })} placeholder={t('searchShort')} value={typed} onChange={(e) => type(e.currentTarget.value)} leftSection={<IconSearch {...icon} />} />;
}

function SinceChip({ view }: { view: View }) {
  const { t } = useTranslation('project');
  const { since, setSince } = view;
  return (
    <span className={css.chip} data-on={since !== undefined || undefined}>
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <button type="button" className={css.chipWords}>
            <IconClock {...smallIcon} />
            {since === undefined ? t('since.choose') : t(`since.on.${since}`)}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {sinceChoices.map((choice) => (
            <Menu.Item key={choice} onClick={() => setSince(choice)}>
              {t(`since.menu.${choice}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {since !== undefined && <Remove label={t('since.off')} onRemove={() => setSince(undefined)} />}
    </span>
  );
}

function FilterChips({ table, view }: { table: api.Table; view: View }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  return table.fields.map((field) => {
    const filter = view.filters[field.name];
    if (filter === undefined || isBlank(filter)) return null;
    const text = t('filter.chip', { field: field.name, words: filterWords(field, filter, t, words) });
    return (
      <span key={field.name} className={css.chip}>
        <span className={css.chipWords}>
          <IconFilter2 {...smallIcon} />
          <span className="cut" title={text}>
            {text}
          </span>
        </span>
        <Remove label={t('filter.remove', { filter: text })} onRemove={() => view.filter(field.name, undefined)} />
      </span>
    );
  });
}

function Remove({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button type="button" className={css.remove} aria-label={label} onClick={onRemove}>
      <IconX {...smallIcon} />
    </button>
  );
}
