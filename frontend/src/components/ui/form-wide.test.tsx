import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setLanguage } from '@/i18n/i18n';
import { renderPart } from '@/testing/render';
// Made by Go from one specification with everything the format can say; a Go test keeps it true.
import wide from '@/testing/wide-form.json';
import { checkForm, type FormErrors } from './form-check';
import { FormFromSpec } from './form-from-spec';
import { keptSecrets, withoutSecrets } from './form-kept';
import { momentText } from './form-moment';
import { defaultsOf, type FormFieldSpec, type FormValues, tidied } from './form-spec';

const fields: FormFieldSpec[] = [...wide.authorization, ...wide.settings];
const onDone = vi.fn<(values: FormValues) => void>();

function Form({ stored = {}, secrets = [] }: { stored?: FormValues; secrets?: string[] }) {
  const [values, setValues] = useState<FormValues>(() => ({ ...defaultsOf(fields), ...stored }));
  const [errors, setErrors] = useState<FormErrors>({});
  const kept = keptSecrets(fields, stored, values, secrets);
  const submit = () => {
    const found = checkForm(fields, values, kept);
    setErrors(found);
    if (Object.keys(found).length === 0) onDone(tidied(fields, values));
  };
  return (
    <>
      <FormFromSpec fields={fields} values={values} onChange={setValues} errors={errors} keptSecrets={kept} />
      <button type="button" onClick={submit}>
        Done
      </button>
    </>
  );
}

const input = (name: RegExp | string) => screen.getByLabelText(name, { selector: 'input, textarea' });
const show = (props: Parameters<typeof Form>[0] = {}) => {
  const { user } = renderPart(<Form {...props} />);
  const done = () => user.click(screen.getByRole('button', { name: 'Done' }));
  const choose = async (label: RegExp | string, option: string) => {
    await user.click(input(label));
    await user.click(await screen.findByRole('option', { name: option }));
  };
  return { user, done, choose };
};

beforeEach(() => onDone.mockClear());

describe('a form from the wide specification', () => {
  it('asks in the order of the specification and hides what is none of the person’s business', () => {
    show();
    const labels = [...document.querySelectorAll('label, legend')].map((l) => l.textContent.replace(' (optional)', ''));
    expect(labels).toEqual(['Credentials', 'Key file', 'Client secret', 'Shop', 'Unmarked', 'Start', 'Day', 'Until', 'Moment', 'Odd', 'Sizes', 'Kinds', 'Names', 'Reports', 'Page', 'Share', 'Query', 'Window', 'From', 'To', 'Archived', 'Unordered']);
    expect(screen.getByText('The name in the address, see the docs. Without ".example".')).toBeVisible();
    expect(input('Shop')).toHaveAttribute('placeholder', 'acme');
  });

  it('says at each field what is missing, and leads to the first', async () => {
    const { done } = show();
    await done();
    expect(screen.getByRole('alert')).toHaveTextContent('3 fields need you.');
    for (const label of ['Client secret', 'Shop', 'Sizes']) expect(screen.getByText(`Fill in “${label}”.`)).toBeVisible();
    expect(input('Client secret')).toHaveFocus();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('says what is wrong with what was typed', async () => {
    const { user, done } = show();
    await user.type(input('Shop'), 'ACME');
    await user.type(input(/^Sizes/), '5{Enter}12{Enter}x{Enter}');
    await user.type(input(/^Share/), '0.1');
    await user.type(input(/^To/), '3');
    await done();
    for (const words of ['“Shop” must look like acme.', '“Sizes” must be at most 9.', '“Share” must be at least 0.5.', 'Fill in “From”.']) expect(screen.getByText(words)).toBeVisible();
  });

  it('hands over a choice in a choice with its constants, lists, groups and numbers', async () => {
    const { user, done, choose } = show();
    await choose('Credentials', 'Key');
    await choose(/^Where/, 'Europe');
    await user.type(input(/^Key/), 'k-1');
    await user.type(input('Shop'), 'acme');
    await user.type(input(/^Sizes/), '3{Enter}9');
    await choose(/^Kinds/, 'b');
    await user.keyboard('{Escape}');
    await choose(/^Unmarked/, '2');
    await user.type(input(/^Name \(/), 'n');
    await choose(/^Page/, '10');
    await user.type(input('From'), '1');
    await user.click(screen.getByRole('button', { name: 'Add to Reports' }));
    const report = screen.getByRole('group', { name: 'Reports, 1' });
    await user.type(within(report).getByLabelText('Name'), 'Visits');
    await done();
    expect(onDone).toHaveBeenCalledWith({
      credentials: { auth_type: 'key', version: 'v2', where: { zone: '1', key: 'k-1' } },
      shop: 'acme', sizes: ['3', '9'], kinds: ['b'], unmarked: { option_title: '2', name: 'n' }, page: '10', window: { from: 1 },
      reports: [{ name: 'Visits', deep: true }], start: '2024-01-01T00:00:00Z', archived: false, internal: 'x',
    });
  });

  it('leaves an optional choice and an optional group out, and takes an entry away again', async () => {
    const { user, done, choose } = show();
    await user.type(input('Client secret'), 's');
    await user.type(input('Shop'), 'acme');
    await user.type(input(/^Sizes/), '3');
    await choose(/^Unmarked/, 'All');
    await choose(/^Unmarked/, 'Not chosen');
    await user.click(screen.getByRole('button', { name: 'Add to Reports' }));
    await user.click(screen.getByRole('button', { name: 'Remove Reports 1' }));
    await done();
    expect(onDone).toHaveBeenCalledWith({ credentials: { auth_type: 'oauth', version: 'v2', client_secret: 's' }, shop: 'acme', sizes: ['3'], page: 100, start: '2024-01-01T00:00:00Z', archived: false, internal: 'x' });
  });

  it('keeps what was typed for one way while another is looked at', async () => {
    const { user, choose } = show();
    await user.type(input('Client secret'), 'half');
    await choose('Credentials', 'Key');
    await choose('Credentials', 'Sign in');
    expect(input('Client secret')).toHaveValue('half');
  });

  it('shows a stored secret as kept, replaces it on demand, and asks anew for another way', async () => {
    const { user, done, choose } = show({ stored: { credentials: { auth_type: 'oauth', version: 'v2' }, shop: 'acme', sizes: [3] }, secrets: ['credentials.client_secret'] });
    await done();
    expect(onDone).toHaveBeenLastCalledWith(expect.objectContaining({ credentials: { auth_type: 'oauth', version: 'v2' } }));
    await user.click(screen.getByRole('button', { name: 'Replace Client secret' }));
    expect(input('Client secret')).toHaveFocus();
    await user.type(input('Client secret'), 'new');
    await done();
    expect(onDone).toHaveBeenLastCalledWith(expect.objectContaining({ credentials: { auth_type: 'oauth', version: 'v2', client_secret: 'new' } }));
    await user.click(screen.getByRole('button', { name: 'Keep the stored one' }));
    expect(screen.getByText('Stored. It is not shown again.')).toBeVisible();
    await choose('Credentials', 'Key');
    expect(screen.queryByText('Stored. It is not shown again.')).not.toBeInTheDocument();
  });

  it('speaks French', async () => {
    await setLanguage('fr');
    const { done } = show();
    await done();
    expect(screen.getByRole('alert')).toHaveTextContent('3 champs demandent votre attention.');
  });
});

describe('a draft', () => {
  it('holds everything typed but the secrets, those of other ways included', () => {
    const values = { credentials: { auth_type: 'key', client_secret: 's-1', key_file: 's-2', where: { zone: '1', key: 's-3' }, version: 'v2' }, shop: 'acme' };
    const kept = JSON.stringify(withoutSecrets(fields, values));
    expect(kept).not.toMatch(/s-\d/);
    expect(JSON.parse(kept)).toEqual({ credentials: { auth_type: 'key', version: 'v2', where: { zone: '1' } }, shop: 'acme' });
  });
});

describe('a moment', () => {
  const at = new Date('2024-02-03T04:05:06.789Z');
  it.each([
    ['', '2024-02-03T04:05:06Z'],
    ['^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$', '2024-02-03T04:05:06Z'],
    ['^.+\\.\\d{3}Z$', '2024-02-03T04:05:06.789Z'],
    ['^.+T00:00:00Z$', `${at.toLocaleDateString('sv')}T00:00:00Z`],
  ])('is written as the pattern %s wants it', (pattern, want) => expect(momentText(at, pattern)).toBe(want));
});
