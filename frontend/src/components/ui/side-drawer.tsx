import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { markScrolled } from './scroll-edge';
import css from './side-drawer.module.css';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  sentence?: ReactNode;
  /** Stays within the box it is written in, where the window is wide: what is above it can still be used. */
  isWithin?: boolean;
  children: ReactNode;
}

/** 392 px at the right edge, over the page or a part of it; the page behind stays usable. Narrow windows give it the whole page. */
export function SideDrawer({ opened, onClose, title, sentence, isWithin = false, children }: Props) {
  const { t } = useTranslation('ui');
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size={392} trapFocus={false} lockScroll={false} withinPortal={!isWithin} transitionProps={{ duration: 140 }} classNames={{ content: css.drawer, inner: `${css.place ?? ''} ${isWithin ? (css.within ?? '') : ''}` }}>
      <Drawer.Content aria-label={title}>
        <header className={css.head}>
          <div className="grow">
            <h2>{title}</h2>
            {sentence !== undefined && <p className="small muted">{sentence}</p>}
          </div>
          <Drawer.CloseButton aria-label={t('close')} className={css.close} />
        </header>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
        <div className={css.body} tabIndex={0} role="region" aria-label={title} onScroll={markScrolled}>
          {children}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}
