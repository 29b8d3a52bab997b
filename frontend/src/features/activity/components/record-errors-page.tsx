import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/ui/page';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useIntegrations, useRecordErrors } from '../api/use-activity';
import { ActivityTabs } from './activity-tabs';
import { ErrorDrawer } from './error-drawer';
import { FilterSelect } from './filter-select';
import { RecordErrorList } from './record-error-list';
import { useAddressParams } from '@/hooks/use-address-params';

/** Records that could not become rows, with their reasons. */
export function RecordErrorsPage() {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const { get, set } = useAddressParams();
  const filter = { integration: get('integration'), code: get('code'), ignored: get('part') === 'ignored' };
  const all = useIntegrations();
  const answer = useRecordErrors(filter);
  const [openID, setOpenID] = useState('');
  const isNarrowed = filter.integration !== '' || filter.code !== '';
  const sum = answer.codes.reduce((total, c) => total + c.count, 0);
  const tabs = (
    <ActivityTabs integration={filter.integration}>
      {(isNarrowed || answer.errors?.length !== 0) && (
        <>
          <FilterSelect label={t('filter.integration')} allLabel={t('filter.allIntegrations')} options={all.map((i) => ({ value: i.id, label: i.name }))} value={filter.integration} onChange={(integration) => set({ integration, code: '' })} />
          <FilterSelect
            label={t('filter.reason')}
            allLabel={filter.ignored || sum === 0 ? t('filter.allReasons') : t('filter.allReasonsCount', { number: formatNumber(sum, locale) })}
            options={answer.codes.map((c) => ({ value: c.code, label: filter.ignored ? t(`code.${c.code}`) : t('filter.reasonCount', { reason: t(`code.${c.code}`), number: formatNumber(c.count, locale) }) }))}
            value={filter.code}
            onChange={(code) => set({ code })}
          />
        </>
      )}
    </ActivityTabs>
  );
  return (
    <Page title={t('title')} sentence={t('errors.sentence')} tabs={tabs}>
      <RecordErrorList
        key={`${filter.integration} ${filter.code} ${String(filter.ignored)}`}
        answer={answer}
        filter={filter}
        openID={openID}
        onOpen={setOpenID}
        onClear={() => set({ integration: '', code: '' })}
        part={
          <SegmentedTabs
            label={t('errors.part')}
            value={filter.ignored ? 'ignored' : 'open'}
            onChange={(part) => set({ part: part === 'ignored' ? part : '', code: '' })}
            options={[
              { value: 'open', label: t('errors.open') },
              { value: 'ignored', label: t('errors.ignored') },
            ]}
          />
        }
      />
      <ErrorDrawer error={answer.errors?.find((e) => e.id === openID)} onClose={() => setOpenID('')} />
    </Page>
  );
}
