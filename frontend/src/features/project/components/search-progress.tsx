import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '@/bridge/types';
import { useLocale } from '@/hooks/use-locale';
import { formatPercent } from '@/lib/format';
import { useSteerSearch } from '../api/use-rows';

/** How far a search through a large table is, with what ends it; nothing when it is whole. */
export function SearchProgress({ searched: { state, share } }: { searched: api.Searched }) {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const { stop, goOn, isPending } = useSteerSearch();
  const percent = formatPercent(Math.floor(share * 100) / 100, locale);
  switch (state) {
    case api.SearchState.whole:
      return null;
    case api.SearchState.full:
      return <span className="small muted">{t('searched.full')}</span>;
    case api.SearchState.running:
      return (
        <span className="row small muted">
          {t('searched.running', { share: percent })}
          <Button size="xs" onClick={stop} loading={isPending}>
            {t('searched.stop')}
          </Button>
        </span>
      );
    case api.SearchState.stopped:
      return (
        <span className="row small muted">
          {t('searched.stopped', { share: percent })}
          <Button size="xs" onClick={goOn} loading={isPending}>
            {t('searched.goOn')}
          </Button>
        </span>
      );
  }
}
