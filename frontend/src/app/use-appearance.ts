import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { app, settings } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { languageOf, setLanguage } from '@/i18n/i18n';

/** Language and light or dark, as the settings say; "" is as the system says. */
export function useAppearance(): void {
  const { data } = useQuery({ queryKey: keys.settings, queryFn: settings.Get });
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const language = data?.language;
  const appearance = data?.appearance;
  useEffect(() => {
    if (language === undefined) return;
    const spoken = languageOf(language === '' ? navigator.language : language);
    void setLanguage(spoken);
    // What Go says belongs to the same conversation; what it said before is asked for again.
    void app.UseLanguage(spoken).then(() => queries.invalidateQueries());
  }, [language, queries]);
  useEffect(() => {
    if (appearance === undefined) return;
    setColorScheme(appearance === 'light' || appearance === 'dark' ? appearance : 'auto');
  }, [appearance, setColorScheme]);
}
