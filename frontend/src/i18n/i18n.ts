import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { typesetAll, type Texts } from './typeset';

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

// One namespace a folder: features/overview/i18n/en.json is "overview".
const files = import.meta.glob<Texts>(['../features/*/i18n/*.json', '../components/*/i18n/*.json', '../app/i18n/*.json'], { eager: true, import: 'default' });

function resources(): Record<string, Record<string, Texts>> {
  const all: Record<string, Record<string, Texts>> = { en: {}, fr: {} };
  for (const [path, texts] of Object.entries(files)) {
    const [, namespace, language] = /([a-z-]+)\/i18n\/([a-z]+)\.json$/.exec(path) ?? [];
    if (namespace === undefined || language === undefined) continue;
    (all[language] ??= {})[namespace] = language === 'fr' ? typesetAll(texts) : texts;
  }
  return all;
}

export function languageOf(wanted: string): Language {
  return wanted.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  resources: resources(),
  lng: languageOf(navigator.language),
  fallbackLng: 'en',
  supportedLngs: [...languages],
  defaultNS: 'ui',
  initAsync: false,
  interpolation: { escapeValue: false },
  returnNull: false,
  showSupportNotice: false,
});

export async function setLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}
