import { IconAdjustmentsHorizontal, IconHome, IconList, IconSettings, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { icon } from '@/components/ui/icon-size';
import { Mark } from '@/components/ui/mark';
import css from './shell.module.css';
import { StateLine } from './state-line';
import { useAppearance } from './use-appearance';
import { useStatus } from './use-status';

/** Sidebar and page. */
export function Shell() {
  const { t } = useTranslation('app');
  const status = useStatus();
  useAppearance();
  return (
    <div className={css.app}>
      <aside className={css.side}>
        <div className={css.brand}>
          <Mark />
          <span className={css.word}>{t('name')}</span>
        </div>
        <nav aria-label={t('nav.label')} className={css.nav}>
          <Place to="/" label={t('nav.overview')} sign={<IconHome {...icon} />} count={status?.needs} countLabel={t('nav.needs', { count: status?.needs ?? 0 })} />
          <Place to="/integrations" label={t('nav.integrations')} sign={<Mark size={16} strokeWidth={2} />} />
          <Place to="/project" label={t('nav.project')} sign={<IconTable {...icon} />} />
          <Place to="/activity" label={t('nav.activity')} sign={<IconList {...icon} />} />
          <Place to="/configuration" label={t('nav.configuration')} sign={<IconAdjustmentsHorizontal {...icon} />} />
          <Place to="/settings" label={t('nav.settings')} sign={<IconSettings {...icon} />} />
        </nav>
        <StateLine status={status} />
      </aside>
      <Outlet />
    </div>
  );
}

interface PlaceProps {
  to: string;
  label: string;
  sign: ReactNode;
  count?: number | undefined;
  countLabel?: string;
}

function Place({ to, label, sign, count = 0, countLabel = '' }: PlaceProps) {
  return (
    <NavLink to={to} end={to === '/'} className={css.place} title={label}>
      {sign}
      <span className={css.word}>{label}</span>
      {count > 0 && (
        <span className={css.count}>
          <span aria-hidden="true">{count}</span>
          <span className="visually-hidden">{countLabel}</span>
        </span>
      )}
    </NavLink>
  );
}
