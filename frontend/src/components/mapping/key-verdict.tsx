import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { StatusChip } from '@/components/ui/status-chip';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import css from './mapping.module.css';

interface Props {
  view: api.MappingView;
  paths: string[];
  advise: (paths: string[]) => Promise<api.KeyAdvice>;
  onChoose: (path: string) => void;
}

const shownBetter = 2;
const kinds = { good: 'fine', weak: 'needs', unfit: 'stopped', unknown: 'idle' } as const;

/** What the key adviser says of the chosen key, on the sample. */
export function KeyVerdict({ view, paths, advise, onChoose }: Props) {
  const { t } = useTranslation('mapping');
  const isKnown = paths.join('\n') === view.key.paths.join('\n');
  const { data, isFetching, error } = useQuery({ queryKey: ['key-advice', view.transfer.id, paths], queryFn: () => advise(paths), enabled: paths.length > 0 && !isKnown });
  const advice = isKnown ? view.key : data;
  if (paths.length === 0) return <div className={css.verdict}><StatusChip kind="idle">{t('verdict.none')}</StatusChip></div>;
  if (advice === undefined) return <div className={css.verdict}>{error === null || isFetching ? <StatusChip kind="working">{t('verdict.working')}</StatusChip> : <StatusChip kind="idle">{t('verdict.unknown')}</StatusChip>}</div>;
  const better = advice.better.filter((p) => !paths.includes(p)).slice(0, shownBetter);
  return (
    <div className={css.verdict} role="status">
      <Words advice={advice} field={paths.join(' + ')} />
      {better.length > 0 && (
        <span className="small faint right nowrap">
          {advice.verdict === 'good' ? t('verdict.also') : t('verdict.instead')}{' '}
          {better.map((path, i) => (
            <Fragment key={path}>
              {i > 0 && ', '}
              <button type="button" className="link small" onClick={() => onChoose(path)}>
                {path}
              </button>
            </Fragment>
          ))}
        </span>
      )}
    </div>
  );
}

function Words({ advice, field }: { advice: api.KeyAdvice; field: string }) {
  const { t } = useTranslation('mapping');
  const locale = useLocale();
  const n = (value: number) => formatNumber(value, locale);
  const { verdict, records, different, empty } = advice;
  const share = records - empty - different;
  const told = { field, different: n(different), records: n(records) };
  if (verdict === 'unknown') return <StatusChip kind={kinds.unknown}>{t('verdict.unknown')}</StatusChip>;
  const head = verdict === 'unfit' && empty > 0 ? t('verdict.empty', { count: empty, number: n(empty) }) : t('verdict.different', told);
  const tail = {
    good: t('verdict.good'),
    weak: [empty > 0 ? t('verdict.emptyToo', { count: empty, number: n(empty) }) : '', share > 0 ? t('verdict.share', { count: share, number: n(share) }) : ''].filter((s) => s !== '').join(' '),
    unfit: t('verdict.unfit'),
  }[verdict];
  return (
    <>
      <StatusChip kind={kinds[verdict]}>
        <b>{head}</b>
      </StatusChip>
      <span className="small muted cut" title={advice.shared.join(', ')}>
        {tail}
      </span>
    </>
  );
}
