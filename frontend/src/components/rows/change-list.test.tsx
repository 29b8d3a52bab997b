import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPart } from '@/testing/render';
import { ChangeList } from './change-list';

const fields = [{ field: 'City', before: 'Lévis', after: 'Québec' }];

describe('a list of changes of rows', () => {
  it('strikes out the old value of a row that changes, and shows the new one', async () => {
    renderPart(<ChangeList label="Changes" rows={[{ id: '1', name: 'ada', table: 'Contacts', words: 'goes back', fields }]} />);
    const row = within(await screen.findByRole('listitem'));
    expect(row.getByText('Lévis').tagName).toBe('S');
    expect(row.getByText('Québec')).toBeInTheDocument();
  });

  it('shows of a row that is left as it is what stands there, and nothing else', async () => {
    renderPart(<ChangeList label="Changes" rows={[{ id: '1', name: 'ada', table: 'Contacts', words: 'changed later', fields, isKept: true }]} />);
    const row = within(await screen.findByRole('listitem'));
    expect(row.getByText('Lévis').tagName).toBe('SPAN');
    expect(row.queryByText('Québec')).not.toBeInTheDocument();
  });
});
