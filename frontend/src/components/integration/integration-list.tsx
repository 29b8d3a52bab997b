import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isForever, parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { type MenuHandlers, type ThingMenu, useContextMenu } from '@/components/ui/context-menu';
import { GearMenu, type GearItem } from '@/components/ui/gear-menu';
import { Monogram } from '@/components/ui/monogram';
import { RelativeTime } from '@/components/ui/relative-time';
import { StatusChip } from '@/components/ui/status-chip';
import { StreamHeads, StreamLines } from '@/components/ui/stream-lines';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useLocale } from '@/hooks/use-locale';
import { useNow } from '@/hooks/use-now';
import css from './integration-list.module.css';
import { linesOf } from './lines';
import { signOf } from './sign';
import { isPaused, statusOf } from './status';

interface Props {
  integrations: api.Integration[];
  menuOf: (integration: api.Integration) => GearItem[];
}

/** Integrations as stream lines: what, state, counts of the last run, when last, what next, gear. */
export function IntegrationList({ integrations, menuOf }: Props) {
  const { t } = useTranslation('integration');
  const { contextMenu, handlersOf } = useContextMenu();
  return (
    <div role="table" aria-label={t('list.label')} className={css.list}>
      <div role="row" className={css.heads}>
        <span role="columnheader">{t('list.name')}</span>
        <span />
        <div role="columnheader">
          <StreamHeads labels={[t('list.dataType'), t('list.created'), t('list.updated'), t('list.deleted'), t('list.table')]} />
        </div>
        <span role="columnheader" className={css.when}>
          {t('list.when')}
        </span>
        <span />
      </div>
      {integrations.map((integration) => {
        const menu = { label: t('list.gear', { name: integration.name }), items: menuOf(integration) };
        return <IntegrationRow key={integration.id} integration={integration} menu={menu} handlers={handlersOf(() => menu)} />;
      })}
      {contextMenu}
    </div>
  );
}

function IntegrationRow({ integration, menu, handlers }: { integration: api.Integration; menu: ThingMenu; handlers: MenuHandlers }) {
  const { t } = useTranslation('integration');
  const locale = useLocale();
  const now = useNow();
  const status = statusOf(integration, now, t, locale);
  return (
    <div role="row" className={css.row} {...handlers}>
      <div role="cell" className={css.name}>
        <h2 className="row-title cut">
          <Link to={`/integrations/${integration.id}`} title={integration.name}>
            {integration.name}
          </Link>
        </h2>
        <StatusChip kind={status.kind} wraps>{status.words}</StatusChip>
        <div className={css.whenNarrow}>
          <When integration={integration} now={now} />
        </div>
      </div>
      <div role="cell">
        <Monogram text={signOf(integration.source)} title={integration.source.name} />
      </div>
      <div role="cell">
        <StreamLines lines={linesOf(integration, t, locale)} />
      </div>
      <div role="cell" className={`small ${css.when ?? ''}`}>
        <When integration={integration} now={now} />
      </div>
      <div role="cell">
        <GearMenu {...menu} />
      </div>
    </div>
  );
}

function When({ integration, now }: { integration: api.Integration; now: Date }) {
  const { t } = useTranslation('integration');
  const say = useSpokenTime();
  const last = parseTime(integration.lastRun?.startedAt ?? '');
  const next = parseTime(integration.nextRunAt);
  const nextWords = (() => {
    if (integration.state === 'needs_decision') return t('when.afterDecision');
    if (integration.state === 'needs_sign_in') return t('when.afterSignIn');
    if (integration.state !== 'active') return t('when.notScheduled');
    const until = parseTime(integration.pausedUntil);
    if (isPaused(integration, now) && until !== undefined) return isForever(until) ? t('when.notScheduled') : t('when.pausedUntil', { when: say(until, now) });
    if (next === undefined) return t('when.notScheduled');
    return t('when.next', { when: say(next, now) });
  })();
  return (
    <>
      {last === undefined ? t('when.never') : <RelativeTime at={last} />}
      <br />
      <span className="faint">{nextWords}</span>
    </>
  );
}
