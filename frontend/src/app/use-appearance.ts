import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { settings } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { languageOf, setLanguage } from '@/i18n/i18n';

/** Language and light or dark, as the settings say; "" is as the system says. */
export function useAppearance(): void {
  const { data } = useQuery({ queryKey: keys.settings, queryFn: settings.Get });
  const { setColorScheme } = useMantineColorScheme();
  const language = data?.language;
  const appearance = data?.appearance;
  useEffect(() => {
    if (language === undefined) return;
    void setLanguage(languageOf(language === '' ? navigator.language : language));
  }, [language]);
  useEffect(() => {
    if (appearance === undefined) return;
    setColorScheme(appearance === 'light' || appearance === 'dark' ? appearance : 'auto');
  }, [appearance, setColorScheme]);
}
