import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderPart } from '@/testing/render';
import { FormFromSpec } from './form-from-spec';
import { checkForm, type FormErrors } from './form-check';
import { defaultsOf, type FormFieldSpec, type FormValues } from './form-spec';

const field = (name: string, kind: string, more: Partial<FormFieldSpec> = {}): FormFieldSpec => ({
  name, kind, title: name, help: '', required: false, default: '', examples: [], pattern: '', patternText: '', options: [], fields: [], hidden: false, multiline: false, discriminator: '', ...more,
});

const signIn = field('Sign in', 'choice', {
  required: true,
  discriminator: 'kind',
  options: [
    { value: 'token', title: 'Token', fields: [field('Access token', 'secret', { required: true })] },
    { value: 'key', title: 'Key', fields: [field('Account', 'text', { required: true })] },
  ],
});

function Form({ fields, kept = [], onDone = () => undefined, pickPath }: { fields: FormFieldSpec[]; kept?: string[]; onDone?: (values: FormValues) => void; pickPath?: () => Promise<string | undefined> }) {
  const [values, setValues] = useState(() => defaultsOf(fields));
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = () => {
    const found = checkForm(fields, values, kept);
    setErrors(found);
    if (Object.keys(found).length === 0) onDone(values);
  };
  return (
    <>
      <FormFromSpec fields={fields} values={values} onChange={setValues} errors={errors} keptSecrets={kept} {...(pickPath === undefined ? {} : { pickPath })} />
      <button type="button" onClick={submit}>
        Done
      </button>
    </>
  );
}

const done = () => screen.getByRole('button', { name: 'Done' });

describe('a form from a specification', () => {
  it('counts what is missing once at the top and says it at each field', async () => {
    const { user } = renderPart(<Form fields={[field('Address', 'text', { required: true }), field('Size', 'integer', { required: true })]} />);
    await user.click(done());
    expect(screen.getByRole('alert')).toHaveTextContent('2 fields need you.');
    expect(screen.getByText('Fill in “Address”.')).toBeVisible();
    expect(screen.getByText('Fill in “Size”.')).toBeVisible();
  });

  it('checks a pattern and uses its own words', async () => {
    const { user } = renderPart(<Form fields={[field('Address', 'text', { pattern: '^https://', patternText: 'https://shop.example' })]} />);
    await user.type(screen.getByLabelText(/Address/), 'ftp://x');
    await user.click(done());
    expect(screen.getByText('“Address” must look like https://shop.example.')).toBeVisible();
  });

  it('checks the limits of a number', async () => {
    const { user } = renderPart(<Form fields={[field('Page', 'integer', { min: 1, max: 100 })]} />);
    await user.type(screen.getByLabelText(/Page/), '500');
    await user.click(done());
    expect(screen.getByText('“Page” must be at most 100.')).toBeVisible();
  });

  it('begins with the defaults and hands over typed values', async () => {
    const onDone = vi.fn();
    const fields = [field('Page', 'integer', { default: '100' }), field('Archived', 'boolean'), field('Tags', 'list'), field('Order', 'enum', { default: '"up"', options: [{ value: 'up', title: 'Up', fields: [] }, { value: 'down', title: 'Down', fields: [] }] })];
    const { user } = renderPart(<Form fields={fields} onDone={onDone} />);
    await user.click(screen.getByLabelText('Archived'));
    await user.type(screen.getByLabelText(/Tags/, { selector: 'input' }), 'one{Enter}two{Enter}');
    await user.click(screen.getByLabelText(/Order/, { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Down' }));
    await user.click(done());
    expect(onDone).toHaveBeenCalledWith({ Page: 100, Archived: true, Tags: ['one', 'two'], Order: 'down' });
  });

  it('keeps the constant of the chosen group beside its fields', async () => {
    const onDone = vi.fn();
    const { user } = renderPart(<Form fields={[signIn]} onDone={onDone} />);
    await user.click(screen.getByLabelText('Sign in', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Key' }));
    await user.type(screen.getByLabelText('Account'), 'rivemont');
    await user.click(done());
    expect(onDone).toHaveBeenCalledWith({ 'Sign in': { kind: 'key', Account: 'rivemont' } });
  });

  it('never shows a secret, and lets a stored one stay', async () => {
    const onDone = vi.fn();
    const { user } = renderPart(<Form fields={[signIn]} kept={['Sign in.Access token']} onDone={onDone} />);
    expect(screen.getByText('Stored. It is not shown again.')).toBeVisible();
    expect(screen.queryByLabelText('Access token', { selector: 'input' })).not.toBeInTheDocument();
    await user.click(done());
    expect(onDone).toHaveBeenCalledWith({ 'Sign in': { kind: 'token' } });
  });

  it('takes a path from the window of the system', async () => {
    const { user } = renderPart(<Form fields={[field('Folder', 'path', { required: true })]} pickPath={() => Promise.resolve('/home/josee/prix')} />);
    await user.click(screen.getByRole('button', { name: 'Choose' }));
    expect(await screen.findByDisplayValue('/home/josee/prix')).toBeVisible();
  });

  it('leaves hidden fields out of sight and keeps their default', async () => {
    const onDone = vi.fn();
    const { user } = renderPart(<Form fields={[field('Version', 'text', { hidden: true, default: '"v2"' })]} onDone={onDone} />);
    expect(screen.queryByLabelText(/Version/)).not.toBeInTheDocument();
    await user.click(done());
    expect(onDone).toHaveBeenCalledWith({ Version: 'v2' });
  });
});
