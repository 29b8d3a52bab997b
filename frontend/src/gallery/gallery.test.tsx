import { describe, expect, it } from 'vitest';
import { renderRoutes } from '@/testing/render';
import { GalleryPage } from './gallery-page';

const parts = Object.keys(import.meta.glob('../components/ui/*.tsx')).map((path) => path.replace('../components/ui/', '').replace('.tsx', '')).filter((name) => !name.endsWith('.test'));
const sources = Object.values(import.meta.glob<string>('./*.tsx', { eager: true, query: '?raw', import: 'default' })).join('\n');

// Shown by the part they belong to, and nowhere alone.
const within: Record<string, string> = { 'day-field': 'form-from-spec', 'form-field-input': 'form-from-spec', 'form-list-input': 'form-from-spec', 'form-secret-input': 'form-from-spec', 'stream-drawing': 'empty-state' };

describe('the gallery', () => {
  it.each(parts)('shows %s', (part) => expect(sources).toContain(`@/components/ui/${within[part] ?? part}'`));

  it('stands', async () => {
    const { findByRole, getByRole } = renderRoutes([{ path: '/gallery', element: <GalleryPage /> }], '/gallery');
    expect(await findByRole('heading', { name: 'Gallery', level: 1 })).toBeInTheDocument();
    expect(getByRole('grid', { name: 'Records here' })).toBeInTheDocument();
  });
});
