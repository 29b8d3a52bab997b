import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import css from './place-tabs.module.css';

interface Props {
  label: string;
  places: { to: string; label: string }[];
  /** At the right, above the same hairline: filters. */
  children?: ReactNode;
}

/** The parts of a page, for its `tabs`. They are places of their own, so that Back and links find them. */
export function PlaceTabs({ label, places, children }: Props) {
  return (
    <div className={css.bar}>
      <nav className={css.tabs} aria-label={label}>
        {places.map((place) => (
          <NavLink key={place.to} to={place.to} end className={css.tab}>
            {place.label}
          </NavLink>
        ))}
      </nav>
      {children !== undefined && children !== false && <div className={css.aside}>{children}</div>}
    </div>
  );
}
