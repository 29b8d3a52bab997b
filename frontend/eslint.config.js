import { existsSync, readdirSync } from 'node:fs';
import js from '@eslint/js';
import checkFile from 'eslint-plugin-check-file';
import i18next from 'eslint-plugin-i18next';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const featuresDir = new URL('./src/features', import.meta.url);
const features = existsSync(featuresDir) ? readdirSync(featuresDir) : [];

const noWails = { group: ['wails/*', '**/wailsjs/**'], message: 'Only src/bridge knows the generated bindings.' };
const noBridge = { group: ['@/bridge/*', '!@/bridge/types', '!@/bridge/time'], message: 'Components use the hooks of ../api; of the bridge they know types and time only.' };

const textAttributes = '/^(aria-label|alt|title|placeholder|label|description|nothingFoundMessage)$/';

export default tseslint.config(
  { ignores: ['dist', 'wailsjs', 'node_modules', 'coverage'] },
  js.configs.recommended,
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  {
    files: ['src/**/*.{ts,tsx}', 'vite.config.ts', 'scripts/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { globals: globals.browser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX, 'check-file': checkFile, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // TanStack Virtual and Table hand out functions that the React compiler cannot memoize; we do not use the compiler.
      'react-hooks/incompatible-library': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // The enums are generated from Go: comparing one with its word is checked by the compiler and reads better.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      'check-file/filename-naming-convention': ['error', { '**/*.{ts,tsx}': 'KEBAB_CASE' }, { ignoreMiddleExtensions: true }],
      'no-restricted-imports': ['error', { patterns: [noWails] }],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...features.map((f) => ({ target: `./src/features/${f}`, from: './src/features', except: [`./${f}`] })),
            { target: './src/features', from: './src/app' },
            { target: ['./src/components', './src/hooks', './src/lib'], from: ['./src/features', './src/app'] },
            { target: ['./src/components/ui', './src/hooks', './src/lib'], from: './src/bridge' },
            // Parts that several features show of one thing of the product know its type. Pop-ups that several features open whole ask
            // for what they show by the two hooks made for them, so that no feature says it again.
            { target: './src/components', from: './src/bridge', except: ['./types.ts', './time.ts', './use-mapping.ts', './use-order.ts', './use-sign-in.ts'] },
            { target: './src/bridge', from: ['./src/features', './src/app', './src/components'] },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.tsx'],
    ignores: ['src/**/*.test.tsx', 'src/testing/**', 'src/gallery/**'],
    plugins: { i18next, 'jsx-a11y': jsxA11y },
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      'i18next/no-literal-string': ['error', { mode: 'jsx-text-only' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: `JSXAttribute[name.name=${textAttributes}] > Literal`,
          message: 'Text on screen comes from the language files.',
        },
      ],
    },
  },
  {
    files: ['src/features/*/components/**/*.{ts,tsx}'],
    ignores: ['src/**/*.test.tsx'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noWails, noBridge] }] },
  },
  { files: ['src/bridge/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
);
