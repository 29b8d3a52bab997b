import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { api, domain } from '@/bridge/types';
import { renderPart } from '@/testing/render';
import { MappingDialog } from './mapping-dialog';
import { suggestedMapping } from './model';

const { text, email } = domain.FieldType;
const transfer: api.Transfer = { id: 't-1', dataType: 'customers', label: 'Customers', table: '', active: false, mappedFields: 0, fields: 300, keys: [], records: -1, refusal: '', whenFieldsChange: domain.WhenFieldsChange.tell, fieldChanges: [] };
const source: api.Source = { id: 's', name: 'Service', category: '', monogram: 'Se', description: '', needsAuthorization: true, fromFile: false };
const field = (path: string): api.SourceField => ({ path, type: text, samples: ['a', ''], service: path === 'field_1', new: path === 'field_2' });
const advice = (more: Partial<api.KeyAdvice>): api.KeyAdvice => ({ verdict: api.KeyVerdict.unknown, paths: [], records: 0, different: 0, empty: 0, shared: [], better: [], ...more });

const view = (more: Partial<api.MappingView> = {}): api.MappingView => ({
  transfer, source, fields: Array.from({ length: 300 }, (_, i) => field(`field_${i + 1}`)), tables: [], table: 'Customers', proposed: true, newFields: [], assignments: [], suggestions: [], key: advice({}), sampled: 0, sharedKeyLastWins: false, labels: {}, ...more,
});

function show(shown: api.MappingView, key = advice({})) {
  const calls = { advise: vi.fn(() => Promise.resolve(key)), suggest: vi.fn(() => Promise.resolve([])), save: vi.fn(() => Promise.resolve()), preview: vi.fn() };
  return { ...renderPart(<MappingDialog configuration="Shop" transfer={transfer} view={shown} error={null} onRetry={() => undefined} calls={calls} onClose={() => undefined} />), calls };
}

describe('the Mapping pop-up', () => {
  it('draws only the rows in sight of 300 fields, and finds any of them', async () => {
    const { user } = show(view());
    const rows = (await screen.findAllByRole('row')).length;
    expect(rows).toBeGreaterThan(5);
    expect(rows).toBeLessThan(40);
    await user.type(screen.getByLabelText('Search', { selector: 'input' }), 'field_299');
    expect(screen.getByRole('row', { name: /field_299/ })).toBeInTheDocument();
  });

  it('shows the fields all the same when there is no sample', async () => {
    show(view({ sampleError: { kind: domain.Kind.offline, code: 'offline', what: 'The service does not answer.', means: '', do: 'Try again later.', details: '', retryable: true, fields: [] } }));
    expect(await screen.findByText('The service does not answer.')).toBeInTheDocument();
    expect(screen.getByText(/The fields are shown all the same/)).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /field_2\b/ })).toBeInTheDocument();
  });

  it.each([
    ['unfit', advice({ verdict: api.KeyVerdict.unfit, paths: ['field_1'], records: 400, different: 88, empty: 312 }), ['312 are empty', 'Choose another field.']],
    ['unknown', advice({ verdict: api.KeyVerdict.unknown, paths: ['field_1'] }), ['There are no records to judge by yet.']],
    ['weak', advice({ verdict: api.KeyVerdict.weak, paths: ['field_1'], records: 1204, different: 1187 }), ['1,187 of 1,204 records have a different field_1', '17 share one.']],
  ])('says what an %s key means', async (_, key, words) => {
    show(view({ key, assignments: [{ from: 'field_1', to: 'Field 1', newFieldType: 'text', primaryKey: true, keepEmptyText: false, dateOrder: '', decimalComma: false, added: false }] }));
    const box = await screen.findByRole('region', { name: 'Primary key' });
    for (const said of words) expect(within(box).getByText(said)).toBeInTheDocument();
  });

  it('marks the fields the service sends since then, and saves what a run is to do when they change', async () => {
    const assignments = [{ from: 'field_1', to: 'Field 1', newFieldType: 'text', primaryKey: true, keepEmptyText: false, dateOrder: '', decimalComma: false, added: false }];
    const contacts: api.Table = { name: 'Contacts', fields: [{ name: 'Field 1', type: text, required: false, choices: [] }], rows: 0, fedBy: [], keys: [] };
    const suggested = { from: 'field_2', to: 'Second', newFieldType: 'text', primaryKey: false, keepEmptyText: false, dateOrder: '', decimalComma: false, added: false };
    const { user, calls } = show(view({ assignments, tables: [contacts], table: 'Contacts', proposed: false, suggestions: [suggested] }));
    expect(within(await screen.findByRole('row', { name: /field_2 / })).getByText('New')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Add field_2' }));
    await user.click(screen.getByRole('button', { name: 'When fields change: tell me' }));
    await user.click(await screen.findByRole('menuitemradio', { name: /add automatically/ }));
    expect(screen.getByText('Not saved yet.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(calls.save).toHaveBeenCalledWith(expect.objectContaining({ whenFieldsChange: 'add', assignments: [...assignments, suggested] }));
  });

  it('lists the new fields before the others that are not added', async () => {
    show(view({ fields: ['field_5', 'field_2', 'field_3'].map(field), key: advice({ paths: ['field_5'] }) }));
    const rows = await screen.findAllByRole('row', { name: /field_/ });
    expect(rows.map((r) => /field_\d/.exec(r.textContent)?.[0])).toEqual(['field_2', 'field_5', 'field_3']);
  });

  it('names required fields without a source', async () => {
    const table: api.Table = { name: 'Contacts', fields: [{ name: 'Email', type: email, required: true, choices: [] }], rows: 0, fedBy: [], keys: [] };
    show(view({ tables: [table], table: 'Contacts', proposed: false }));
    expect(await screen.findByText('Email is required and has no source')).toBeInTheDocument();
  });
});

describe('a suggested mapping', () => {
  const suggestion = (from: string, to: string, newFieldType = 'text'): api.Assignment => ({ from, to, newFieldType, primaryKey: false, keepEmptyText: false, dateOrder: '', decimalComma: false, added: false });

  it('ticks the key the service uses, and makes a field for it', () => {
    const made = suggestedMapping(view({ suggestions: [suggestion('field_2', 'Two')] }));
    expect(made).toEqual([expect.objectContaining({ from: 'field_2', primaryKey: false }), expect.objectContaining({ from: 'field_1', to: 'Field 1', newFieldType: 'text', primaryKey: true })]);
  });

  it('does not take a field with empty values as the key', () => {
    const made = suggestedMapping(view({ fields: [field('field_9')], key: advice({ verdict: api.KeyVerdict.unfit, paths: ['field_9'] }), suggestions: [suggestion('field_9', 'Nine')] }));
    expect(made.some((a) => a.primaryKey)).toBe(false);
  });

  it('leaves what the person mapped as it is', () => {
    const own = [{ ...suggestion('field_3', 'Three', ''), primaryKey: true }];
    expect(suggestedMapping(view({ assignments: own, suggestions: [suggestion('field_4', 'Four')] }))).toEqual(own);
  });
});
