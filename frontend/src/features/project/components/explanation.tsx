import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useNow } from '@/hooks/use-now';
import { useHistoryDays } from '../api/use-tables';
import css from './row-drawer.module.css';
import { useValueWords } from '@/components/rows/use-value-words';
import { isEmpty, valueText } from '@/components/rows/value-text';

const shownFirst = 4;

/** Explain this row: every value with one sentence about where it came from. The newest changes stand first. */
export function Explanation({ detail }: { detail: api.RowDetail }) {
  const { t } = useTranslation('project');
  const [isWhole, setWhole] = useState(false);
  const sorted = [...detail.fields].sort((a, b) => b.at.localeCompare(a.at));
  const shown = isWhole ? sorted : sorted.slice(0, shownFirst);
  const more = sorted.length - shown.length;
  return (
    <>
      <dl>
        {shown.map((f) => (
          <div key={f.field} className={css.line}>
            <dt className="muted">{f.field}</dt>
            <dd>
              <Origin origin={f} />
            </dd>
          </div>
        ))}
      </dl>
      {more > 0 && (
        <button type="button" className={`link small ${css.more ?? ''}`} onClick={() => setWhole(true)}>
          {t('explain.more', { count: more })}
        </button>
      )}
    </>
  );
}

function Origin({ origin }: { origin: api.FieldOrigin }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  return (
    <>
      <h2 className={`row-title ${css.value ?? ''}`}>{isEmpty(origin.value) ? <span className="empty-value">{t('value.empty')}</span> : valueText(origin.type, origin.value ?? '', words)}</h2>
      <p className="small muted">
        <From origin={origin} /> <Replaced origin={origin} />
      </p>
      {origin.others.map((other) => (
        <p key={other.integration} className="small muted">
          {t('explain.other', { integration: other.integration, value: valueText(origin.type, other.value ?? '', words) })}
        </p>
      ))}
    </>
  );
}

function From({ origin }: { origin: api.FieldOrigin }) {
  const { t } = useTranslation('project');
  const say = useSpokenTime();
  const now = useNow();
  const days = useHistoryDays();
  const at = parseTime(origin.at);
  if (at === undefined) return days === undefined ? t('explain.older') : t('explain.olderThan', { count: days });
  const when = say(at, now);
  if (origin.sourceField !== '' && origin.configuration !== '') {
    return <Trans t={t} i18nKey="explain.from" values={{ field: origin.sourceField, configuration: origin.configuration, when }} components={{ b: <b /> }} shouldUnescape />;
  }
  return origin.integration === '' ? t('explain.here', { when }) : t('explain.by', { integration: origin.integration, when });
}

function Replaced({ origin }: { origin: api.FieldOrigin }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  if (!origin.hasReplaced) return null;
  return isEmpty(origin.replaced) ? t('explain.replacedEmpty') : t('explain.replaced', { value: valueText(origin.type, origin.replaced ?? '', words) });
}
