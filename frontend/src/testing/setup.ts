import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { resetWorld } from '@/bridge/fake/world';
import { setLanguage } from '@/i18n/i18n';

// Pages are loaded lazily; a busy machine takes longer than the usual second.
configure({ asyncUtilTimeout: 8000, getElementError: (message) => new Error(message ?? '') });

// jsdom has no layout and none of these; Mantine asks for them.
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({ matches: false, media: query, onchange: null, addEventListener: vi.fn(), removeEventListener: vi.fn(), addListener: vi.fn(), removeListener: vi.fn(), dispatchEvent: vi.fn() }),
});
class NoObserver {
  observe() { return undefined; }
  unobserve() { return undefined; }
  disconnect() { return undefined; }
}
vi.stubGlobal('ResizeObserver', NoObserver);
Element.prototype.scrollIntoView = () => undefined;
Object.defineProperty(document, 'fonts', { value: { addEventListener: vi.fn(), removeEventListener: vi.fn() }, configurable: true });

beforeEach(async () => {
  resetWorld();
  localStorage.clear();
  await setLanguage('en');
});

afterEach(cleanup);
