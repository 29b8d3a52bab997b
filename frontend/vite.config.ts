import { fileURLToPath, URL } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { keepDist } from './scripts/keep-dist';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  plugins: [react(), keepDist()],
  resolve: {
    alias: [
      // The fake stands in for Go in the gallery mode and in tests; the real bindings are the default.
      ...(mode === 'fake' || mode === 'test'
        ? [{ find: '@/bridge/backend', replacement: at('./src/bridge/fake/backend.ts') }]
        : []),
      { find: '@', replacement: at('./src') },
      { find: 'wails', replacement: at('./wailsjs') },
    ],
  },
  build: {
    target: ['es2022', 'safari15.4'],
    // The folder must keep its .gitkeep (Go embeds it); keepDist empties the rest.
    emptyOutDir: false,
    chunkSizeWarningLimit: 900,
    sourcemap: false,
  },
  server: { strictPort: true },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
    testTimeout: 30_000,
  },
}));
