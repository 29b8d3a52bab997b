import { IconLifebuoy, IconSearch } from '@tabler/icons-react';
import { spotlight } from '@mantine/spotlight';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';
import { icon } from '@/components/ui/icon-size';
import { Mark } from '@/components/ui/mark';
import { ClosingDialog } from './closing-dialog';
import { DropZone } from './drop-zone';
import { HelpDrawer } from './help/help-drawer';
import { CommandPalette } from './palette/command-palette';
import { ShortcutsSheet } from './palette/shortcuts-sheet';
import { useShortcuts } from './palette/use-shortcuts';
import { type Place as PlaceOf, places } from './places';
import css from './shell.module.css';
import { StateLine } from './state-line';
import { useAppearance } from './use-appearance';
import { useStatus } from './use-status';
import { useWantedPage } from './use-wanted-page';

/** Sidebar and page, and what lies over every page: help, palette, shortcuts. */
export function Shell() {
  const { t } = useTranslation('app');
  const { status, isUnknown } = useStatus();
  const [over, setOver] = useState<'help' | 'sheet'>();
  const close = () => setOver(undefined);
  const act = { help: () => setOver((was) => (was === 'help' ? undefined : 'help')), sheet: () => setOver('sheet') };
  useAppearance();
  useShortcuts(act);
  useWantedPage();
  const needs = status?.needs ?? 0;
  return (
    <div className={css.app}>
      <aside className={css.side}>
        <div className={css.brand}>
          <Mark />
          <span className={css.word}>{t('name')}</span>
        </div>
        <nav aria-label={t('nav.label')}>
          {places.map((place) => (
            <Place key={place.key} place={place} label={t(`nav.${place.key}`)} {...(place.key === 'overview' ? { count: needs, countLabel: t('nav.needs', { count: needs }) } : {})} />
          ))}
        </nav>
        <div className={css.tools}>
          <Tool label={t('keys.does.palette')} sign={<IconSearch {...icon} />} onClick={spotlight.open}>
            {t('palette.open')}
          </Tool>
          <Tool label={t('keys.does.help')} sign={<IconLifebuoy {...icon} />} onClick={act.help}>
            {t('help.title')}
          </Tool>
        </div>
        <StateLine status={status} isUnknown={isUnknown} />
      </aside>
      <Outlet />
      <HelpDrawer opened={over === 'help'} onClose={close} />
      <ShortcutsSheet opened={over === 'sheet'} onClose={close} />
      <CommandPalette {...act} />
      <ClosingDialog />
      <DropZone />
    </div>
  );
}

/** A quiet button of the sidebar, beneath the pages. */
function Tool({ label, sign, onClick, children }: { label: string; sign: ReactNode; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={css.tool} onClick={onClick} title={label}>
      {sign}
      <span className={css.word}>{children}</span>
    </button>
  );
}

interface PlaceProps {
  place: PlaceOf;
  label: string;
  count?: number | undefined;
  countLabel?: string;
}

function Place({ place, label, count = 0, countLabel = '' }: PlaceProps) {
  const { pathname } = useLocation();
  const isHere = pathname === place.to || pathname === place.holds || (place.to !== '/' && pathname.startsWith(`${place.to}/`));
  return (
    <Link to={place.to} className={css.place} title={label} aria-current={isHere ? 'page' : undefined}>
      {place.sign}
      <span className={css.word}>{label}</span>
      {count > 0 && (
        <span className={css.count}>
          <span aria-hidden="true">{count}</span>
          <span className="visually-hidden">{countLabel}</span>
        </span>
      )}
    </Link>
  );
}
