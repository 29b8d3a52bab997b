import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { Fact, Facts } from '@/components/ui/facts';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { SectionHead } from '@/components/ui/section-head';
import { SideDrawer } from '@/components/ui/side-drawer';
import { StatusChip } from '@/components/ui/status-chip';
import css from './activity.module.css';
import { Correction } from './correction';
import { recordLines } from './record-lines';
import { useErrorActions } from './use-error-actions';

/** One record error: why, which record, and what can be done about it. */
export function ErrorDrawer({ error, onClose }: { error: api.RecordError | undefined; onClose: () => void }) {
  const { t } = useTranslation('activity');
  // The drawer keeps its words while it slides away, after the error itself is gone.
  const [last, setLast] = useState(error);
  if (error !== undefined && error !== last) setLast(error);
  const record = last === undefined ? '' : last.identity === '' ? last.position : last.identity;
  return (
    <SideDrawer opened={error !== undefined} onClose={onClose} title={t('errors.recordOf', { identity: record, dataType: last?.label ?? '' })} sentence={last?.integrationName}>
      {last !== undefined && <Content key={last.id} error={last} />}
    </SideDrawer>
  );
}

function Content({ error }: { error: api.RecordError }) {
  const { t } = useTranslation('activity');
  const [isCorrecting, setCorrecting] = useState(false);
  return (
    <div className={css.drawer}>
      <p className="row top">
        <StatusChip kind={error.ignored ? 'idle' : 'needs'} size={16} />
        <span>{error.message}</span>
      </p>
      <Actions error={error} onCorrect={() => setCorrecting(true)} />
      <FactsOf error={error} />
      <section>
        <SectionHead title={t('drawer.record')} sentence={t('drawer.recordSentence')} action={<CopyButton text={error.record} />} />
        {isCorrecting ? <Correction error={error} onClose={() => setCorrecting(false)} /> : <SourceRecord error={error} />}
      </section>
    </div>
  );
}

function Actions({ error, onCorrect }: { error: api.RecordError; onCorrect: () => void }) {
  const { t } = useTranslation('activity');
  const actions = useErrorActions();
  return (
    <div className={`row ${css.actions ?? ''}`}>
      <Button size="xs" variant="light" title={t('replay.means')} onClick={() => actions.replay([error.id])} loading={actions.isReplaying}>
        {t('replay.one')}
      </Button>
      <Button size="xs" onClick={() => actions.setIgnored([error.id], !error.ignored)} loading={actions.isIgnoring}>
        {error.ignored ? t('ignore.stop') : t('ignore.do')}
      </Button>
      {error.record !== '' && (
        <Button size="xs" onClick={onCorrect}>
          {t('correct.open')}
        </Button>
      )}
      {error.configuration !== '' && (
        <Link className="small" to={`/configuration/${encodeURIComponent(error.configuration)}?mapping=${encodeURIComponent(error.transfer)}`}>
          {t('drawer.mapping')}
        </Link>
      )}
    </div>
  );
}

function FactsOf({ error }: { error: api.RecordError }) {
  const { t } = useTranslation('activity');
  const facts: [string, string][] = [
    [t('drawer.sourceField'), error.sourceField],
    [t('drawer.field'), error.field],
    [t('errors.position'), error.position],
  ];
  return (
    <Facts>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      <Fact name={t('drawer.firstSeen')}>
        <RelativeTimeOrNever at={parseTime(error.firstSeen)} />
      </Fact>
      <Fact name={t('errors.lastSeen')}>
        <RelativeTimeOrNever at={parseTime(error.lastSeen)} />
      </Fact>
    </Facts>
  );
}

function SourceRecord({ error }: { error: api.RecordError }) {
  const { t } = useTranslation('activity');
  const lines = recordLines(error.record, error.sourceField);
  const isMissing = error.sourceField !== '' && !lines.some((line) => line.isMarked);
  if (error.record === '') return <p className="small muted">{t('drawer.noRecord')}</p>;
  return (
    <>
      <pre className={css.record}>{lines.map((line, i) => (line.isMarked ? <mark key={i}>{line.text}</mark> : <span key={i}>{line.text}</span>))}</pre>
      {isMissing && <p className="small muted">{t('drawer.missing', { field: error.sourceField })}</p>}
    </>
  );
}
