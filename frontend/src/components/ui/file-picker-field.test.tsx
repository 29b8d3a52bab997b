import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPart } from '@/testing/render';
import { FilePickerField } from './file-picker-field';

const field = { label: 'Folder', value: '', emptyText: 'None', chooseLabel: 'Choose', onChange: () => undefined };

describe('A file or folder', () => {
  it('says why the window for it did not open', async () => {
    const { user } = renderPart(<FilePickerField {...field} pick={() => Promise.reject(new Error('no window'))} />);
    await user.click(screen.getByRole('button', { name: 'Choose' }));
    expect(await screen.findByText('Something unexpected happened.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Choose' })).toBeEnabled();
  });

  it('is led to where it is wrong, with what is wrong', () => {
    renderPart(<FilePickerField {...field} pick={() => Promise.resolve(undefined)} error="Choose a folder." />);
    const input = screen.getByRole('textbox', { name: 'Folder' });
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription('Choose a folder.');
  });
});
