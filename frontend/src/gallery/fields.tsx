import { useState } from 'react';
import type { FormErrors } from '@/components/ui/form-check';
import { FormFromSpec } from '@/components/ui/form-from-spec';
import type { FormFieldSpec, FormValues } from '@/components/ui/form-spec';
import { LoadingForm } from '@/components/ui/loading-form';
import { SectionHead } from '@/components/ui/section-head';

const field = (name: string, kind: string, given: Partial<FormFieldSpec> = {}): FormFieldSpec => ({
  name, title: '', help: '', kind, required: false, default: '', examples: [], pattern: '', patternText: '', options: [], fields: [], hidden: false, multiline: false, discriminator: '', ...given,
});
const option = (value: string, title: string, fields: FormFieldSpec[] = []) => ({ value, title, fields });

const fields: FormFieldSpec[] = [
  field('Address', 'text', { required: true, help: 'Where it is reached.', examples: ['https://shop.example'] }),
  field('Read from', 'date'),
  field('Since', 'datetime'),
  field('Page', 'integer', { examples: ['100'] }),
  field('Region', 'enum', { options: [option('eu', 'Europe'), option('us', 'America')] }),
  field('Archived', 'boolean', { help: 'Those too.' }),
  field('Key', 'secret', { required: true }),
  field('Stored key', 'secret', { required: true }),
  field('Several', 'list'),
  field('Lines', 'long_text'),
  field('Folder', 'path'),
  field('Account', 'group', { help: 'Asked for together.', fields: [field('Owner', 'text', { required: true }), field('Number', 'integer')] }),
  field('Way in', 'choice', { discriminator: 'kind', required: true, options: [option('token', 'With a token', [field('Token', 'secret', { required: true })]), option('none', 'Not at all')] }),
];
const typed: FormValues = { Address: 'https://shop.example', 'Read from': '2019-01-01', Since: '2024-02-03T04:05:00Z', Page: 100, Region: 'eu', Archived: true, Key: 'secret', Several: ['one', 'two'], Lines: 'one\ntwo', Folder: '/home/owner/lists', Account: { Owner: 'Ada', Number: 7 }, 'Way in': { kind: 'token' } };
const wrong: FormErrors = { Name: { kind: 'required', label: 'Name' }, Page: { kind: 'max', label: 'Page', limit: 100 }, Key: { kind: 'words', words: 'The service does not know this key.' } };

/** Forms that are made from a specification: each kind of field, filled in, wrong, and on its way. */
export function Fields() {
  const [values, setValues] = useState(typed);
  const [others, setOthers] = useState<FormValues>({ Page: 500, Key: 'x' });
  return (
    <>
      <section>
        <SectionHead title="Form of a service" sentence="Each kind of field." />
        <FormFromSpec fields={fields} values={values} onChange={setValues} keptSecrets={['Stored key', 'Way in.Token']} pickPath={() => Promise.resolve('/home/owner/lists')} pickFile={() => Promise.resolve('/home/owner/list.csv')} />
      </section>
      <section>
        <SectionHead title="The same, wrong" />
        <FormFromSpec fields={[field('Name', 'text', { required: true }), field('Page', 'integer'), field('Key', 'secret', { required: true })]} values={others} onChange={setOthers} errors={wrong} />
      </section>
      <section>
        <SectionHead title="The same, on its way" />
        <LoadingForm fields={['wide', 'card', 'half', 'half']} />
      </section>
    </>
  );
}
