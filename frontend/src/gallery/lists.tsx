import { TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { Columns } from '@/components/ui/columns';
import type { ThingMenu } from '@/components/ui/context-menu';
import { type ListColumn, ListTable } from '@/components/ui/list-table';
import { NumberText } from '@/components/ui/number-text';
import { NumbersTable } from '@/components/ui/numbers-table';
import { SectionHead } from '@/components/ui/section-head';
import { type Bar, Legend, type Series, StackedBars } from '@/components/ui/stacked-bars';
import { StatusChip } from '@/components/ui/status-chip';
import { StreamHeads, StreamLines } from '@/components/ui/stream-lines';
import { TextLines } from '@/components/ui/text-lines';
import css from './gallery.module.css';

interface Row {
  name: string;
  rows: number;
  isQuiet: boolean;
}

const rows: Row[] = [{ name: 'Contacts', rows: 1391, isQuiet: false }, { name: 'Products', rows: 0, isQuiet: true }];
const columns: ListColumn<Row>[] = [
  { key: 'name', head: 'Table', width: 'minmax(120px, 1fr)', render: (row) => <h2 className="row-title">{row.name}</h2> },
  { key: 'state', head: 'State', width: '160px', wideOnly: true, render: (row) => <StatusChip kind={row.isQuiet ? 'idle' : 'fine'}>{row.isQuiet ? 'Not fed' : 'Fed'}</StatusChip> },
  { key: 'rows', head: 'Rows', width: '100px', align: 'right', render: (row) => <NumberText value={row.rows} /> },
];
const menuOf = (row: Row): ThingMenu => ({
  label: `What to do with ${row.name} here`,
  items: [{ key: 'rename', label: 'Other name', icon: IconPencil, onSelect: () => undefined }, { key: 'remove', label: 'Take away', icon: IconTrash, danger: true, afterLine: true, refused: row.isQuiet ? undefined : 'It is fed.', onSelect: () => undefined }],
});
const series: Series[] = [{ key: 'created', label: 'New', colour: '--created' }, { key: 'updated', label: 'Changed', colour: '--updated' }, { key: 'deleted', label: 'Gone', colour: '--deleted' }];
const bars: Bar[] = Array.from({ length: 14 }, (_, day) => ({ key: String(day), label: String(day + 1), title: `Day ${String(day + 1)}`, values: [12 + day, 90 + 7 * day, day % 3], isNow: day === 13 }));

const numbers = { heads: ['Table', 'New', 'Rows'], rows: [{ key: 'c', name: 'Contacts', numbers: [12, 1391] }, { key: 'p', name: 'Products', numbers: [0, 'not counted'] }], sum: { name: 'Sum', numbers: [12, 1391] } };

const text = Array.from({ length: 3000 }, (_, line) => `${String(line + 1)} a technical text as it is, line by line`).join('\n');

/** What stands in rows, and what is drawn of numbers. */
export function Lists() {
  return (
    <>
      <section>
        <SectionHead title="Columns" sentence="Of a page." />
        <Columns first={<p className="muted">What is chosen.</p>} second={<p className="muted">What follows from it.</p>} />
      </section>
      <section>
        <SectionHead title="Columns" sentence="Of a form." />
        <Columns isForm first={<TextInput label="What is chosen" />} second={<TextInput label="What follows from it" />} />
      </section>
      <section>
        <SectionHead title="List" />
        <ListTable label="Tables here" columns={columns} rows={rows} rowKey={(row) => row.name} isQuiet={(row) => row.isQuiet} menuOf={menuOf} />
      </section>
      <section>
        <SectionHead title="Streams" sentence="From the service to the table." />
        <div className={css.streams}>
          <StreamHeads labels={['Kind', 'New', 'Changed', 'Gone', 'Goes to']} />
          <StreamLines lines={[{ key: 'a', dataType: 'Customers', counts: [3, 7, 0], table: 'Contacts' }, { key: 'b', dataType: 'Price list', counts: [0, 9, { text: '41', held: true }], table: 'Products', held: true }]} />
        </div>
      </section>
      <section>
        <SectionHead title="Numbers" sentence={<Legend series={series} />} />
        <div className={`form ${css.chart ?? ''}`}>
          <StackedBars label="Changes of fourteen days" series={series} bars={bars} />
        </div>
        <NumbersTable label="Numbers of today" {...numbers} />
        <div className={`panel ${css.inset ?? ''}`}>
          <NumbersTable label="Numbers of today in a panel" inset {...numbers} />
        </div>
      </section>
      <section>
        <SectionHead title="Technical text" />
        <div className={css.text}>
          <TextLines text={text} label="A long text" />
        </div>
      </section>
    </>
  );
}
