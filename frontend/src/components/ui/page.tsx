import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useKeptScroll } from '@/hooks/use-kept-scroll';
import { icon } from './icon-size';
import css from './page.module.css';
import { markScrolled } from './scroll-edge';

interface Props {
  title: ReactNode;
  /** One sentence that tells the state. */
  sentence?: ReactNode;
  /** Stands beside the title: a status chip. */
  status?: ReactNode;
  back?: { to: string; label: string };
  /** At most one primary action, or a gear menu. */
  action?: ReactNode;
  /** The bar at the bottom that never scrolls away. */
  foot?: ReactNode;
  /** A bar between head and body that does not scroll: filters. */
  tools?: ReactNode;
  /** The parts of the page, as PlaceTabs. */
  tabs?: ReactNode;
  /** `fill`: the body fills the page without edges and scrolls by itself (a grid). */
  layout?: 'scroll' | 'fill';
  children: ReactNode;
}

/** A page of the window: back link, title, sentence, action, content, foot bar. */
export function Page({ title, sentence, status, back, action, foot, tools, tabs, layout = 'scroll', children }: Props) {
  const body = useKeptScroll();
  return (
    <main className={css.page}>
      <header className={css.head}>
        <div className="grow">
          {back !== undefined && (
            <Link to={back.to} className={css.back}>
              <IconChevronLeft {...icon} />
              {back.label}
            </Link>
          )}
          <div className={css.title}>
            <h1>{title}</h1>
            {status}
          </div>
          {sentence !== undefined && <p className={css.sentence}>{sentence}</p>}
        </div>
        {action}
      </header>
      {tabs !== undefined && <div className={css.tabs}>{tabs}</div>}
      {tools !== undefined && <div className={css.tools}>{tools}</div>}
      <div ref={body} className={layout === 'fill' ? css.fill : css.body} data-tabbed={tabs !== undefined || undefined} onScroll={markScrolled}>
        {children}
      </div>
      {foot !== undefined && <footer className={css.foot}>{foot}</footer>}
    </main>
  );
}
