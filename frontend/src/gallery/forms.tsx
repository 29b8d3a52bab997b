import { Checkbox, NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { FilePickerField } from '@/components/ui/file-picker-field';
import { SectionHead } from '@/components/ui/section-head';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { SignedSelect } from '@/components/ui/signed-select';
import { TickBlock } from '@/components/ui/tick-block';

const services = [{ value: 'shop', label: 'Shop', sign: 'Sh', note: 'WooCommerce' }, { value: 'lists', label: 'Lists', sign: 'folder', note: 'Spreadsheets' }];

/** What is typed, ticked and chosen. */
export function Forms() {
  const [part, setPart] = useState('rows');
  const [service, setService] = useState<string | null>('shop');
  const [path, setPath] = useState('');
  const [ticked, setTicked] = useState(true);
  return (
    <section>
      <SectionHead title="Forms" />
      <div className="stack form">
        <TextInput label="A text" description="What it is for." placeholder="An example" />
        <TextInput label="A text that is wrong" defaultValue="x" error="It must have at least two letters." />
        <TextInput label="A text that stays" value="Shop" disabled readOnly />
        <PasswordInput label="A secret" visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }} />
        <NumberInput label="A number" defaultValue={15} hideControls />
        <Textarea label="Several lines" autosize minRows={2} />
        <Select label="One of many" data={['One', 'Two']} defaultValue="One" />
        <SignedSelect label="One of the services" options={services} value={service} onChange={setService} />
        <SignedSelect label="None chosen" placeholder="Choose" options={services} value={null} onChange={() => undefined} error="Choose one." />
        <FilePickerField label="A file" value={path} emptyText="None chosen" chooseLabel="Choose" pick={() => Promise.resolve('/home/owner/list.csv')} onChange={setPath} />
        <Field label="One of a few">
          <SegmentedTabs label="One of a few" value={part} onChange={setPart} options={[{ value: 'rows', label: 'Rows', count: 12 }, { value: 'fields', label: 'Fields' }, { value: 'gone', label: 'Gone' }]} />
        </Field>
        <Checkbox label="Ticked" description="What it does." defaultChecked />
        <Checkbox label="Not ticked" />
        <Checkbox label="Some of them" indeterminate readOnly />
        <Checkbox label="Not possible" disabled />
        <Switch label="On" defaultChecked />
        <Switch label="Off" />
        <Switch label="Not possible" defaultChecked disabled />
        <TickBlock
          groups={[{ key: 'customers', from: 'Customers', to: 'Contacts', summary: ticked ? 'Created' : 'Nothing', ticks: [{ key: 'created', label: 'Created', help: 'A new record becomes a new row.', checked: ticked }] }, { key: 'orders', from: 'Orders', to: 'Orders', summary: 'Nothing', ticks: [] }]}
          onTick={(_group, _tick, checked) => setTicked(checked)}
        />
      </div>
    </section>
  );
}
