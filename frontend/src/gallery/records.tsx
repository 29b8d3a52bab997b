import { IconKey, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { AddressList } from '@/components/addresses/address-list';
import { useAddressField } from '@/components/addresses/use-address-field';
import { DataGrid } from '@/components/grid/data-grid';
import type { GridCell, GridSort } from '@/components/grid/grid-types';
import { Requests } from '@/components/mapping/requests';
import { ChangeList } from '@/components/rows/change-list';
import { smallIcon } from '@/components/ui/icon-size';
import { Fact, Facts } from '@/components/ui/facts';
import { PlaceTabs } from '@/components/ui/place-tabs';
import { SectionHead } from '@/components/ui/section-head';
import css from './gallery.module.css';

const names = ['Ada', 'Grace', 'Linus', 'Margaret', 'Tim', 'Edsger', 'Barbara', 'Donald'];
const cells = (row: number): GridCell[] => [
  { content: `${(names[row] ?? '').toLowerCase()}@courriel.example`, ...(row === 2 ? { mark: 'New' } : {}) },
  { content: names[row] },
  row === 4 ? { content: 'empty', isEmpty: true } : { content: `418 555-01${String(10 + row)}`, isChanged: row === 1 },
  { content: String(1111 * row) },
];
const request = (status: number, page: number, millis: number) => ({ method: 'GET', address: `https://shop.example/customers?page=${String(page)}`, status, millis, bytes: status === 0 ? 0 : 48_200, failure: status === 0 ? 'The line was cut.' : '', contentType: '', body: '', at: '' });
const change = { id: '1', name: 'ada@courriel.example', table: 'Contacts', words: 'goes back', fields: [{ field: 'City', before: 'Lévis', after: 'Québec' }, { field: 'Phone', before: '', after: '418 555-0142' }] };

/** What shows records and requests. */
export function Records() {
  const [sort, setSort] = useState<GridSort>({ key: 'email', isDescending: false });
  const [addresses, setAddresses] = useState(['owner@shop.example', 'workshop@shop.example']);
  const adding = useAddressField(addresses, setAddresses);
  return (
    <>
      <section>
        <SectionHead title="Places of a page" />
        <PlaceTabs label="Places here" places={[{ to: '/gallery', label: 'This one' }, { to: '/gallery/other', label: 'Another' }]}>
          <span className="small muted">a filter of it</span>
        </PlaceTabs>
      </section>
      <section>
        <SectionHead title="Grid" sentence="New, changed, empty." />
        <div className={css.grid}>
          <DataGrid
            label="Records here"
            columns={[{ key: 'email', label: 'Email', width: 240, sign: <IconKey {...smallIcon} /> }, { key: 'name', label: 'Name', width: 160 }, { key: 'phone', label: 'Phone', width: 160 }, { key: 'rows', label: 'Orders', width: 100, align: 'right' }]}
            rowCount={names.length}
            cellOf={(row, column) => cells(row)[column]}
            sort={sort}
            onSort={(key) => setSort({ key, isDescending: sort.key === key && !sort.isDescending })}
            onResize={() => undefined}
            openRow={5}
            onOpen={() => undefined}
            onCopy={() => undefined}
            menuOf={() => ({ label: 'What to do with it', items: [{ key: 'copy', label: 'Copy it', icon: IconPencil, onSelect: () => undefined }] })}
            onShow={() => undefined}
            subject="gallery"
          />
        </div>
      </section>
      <section>
        <SectionHead title="Requests" />
        <Requests label="Requests here" requests={[request(200, 1, 181), request(429, 2, 24), request(0, 2, 9000), request(200, 40, 210)]} skipped={{ after: 3, count: 36 }} />
      </section>
      <section>
        <SectionHead title="Changes of rows" />
        <ChangeList label="Changes here" rows={[change, { ...change, id: '2', name: '', words: 'goes away', fields: [] }, { ...change, id: '3', name: 'tim@courriel.example', words: 'stays', isKept: true }]} />
      </section>
      <section>
        <SectionHead title="Facts" />
        <div className="stack form">
          <Facts>
            <Fact name="Position">page 3, record 12</Fact>
            <Fact name="From the field">date_created</Fact>
          </Facts>
          <Facts look="lined">
            <Fact name="Folder">/home/owner/data</Fact>
            <Fact name="Secrets">In a sealed file<p>No keychain answers.</p></Fact>
          </Facts>
        </div>
      </section>
      <section>
        <SectionHead title="Addresses" />
        <div className="form">
          <AddressList addresses={addresses} field={adding} onChange={setAddresses} />
        </div>
      </section>
    </>
  );
}
