import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import css from './activity.module.css';

/** The parts of Activity. They are places of their own, so that Back and links find them. */
export function ActivityTabs({ integration }: { integration: string }) {
  const { t } = useTranslation('activity');
  const search = integration === '' ? '' : `?integration=${encodeURIComponent(integration)}`;
  return (
    <nav className={css.tabs} aria-label={t('tabs')}>
      <NavLink to={`/activity${search}`} end className={css.tab}>
        {t('runs.title')}
      </NavLink>
      <NavLink to={`/activity/errors${search}`} className={css.tab}>
        {t('errors.title')}
      </NavLink>
    </nav>
  );
}
