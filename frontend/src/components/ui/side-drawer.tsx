import { Drawer } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { markScrolled } from './scroll-edge';
import css from './side-drawer.module.css';
import { useFocusBack } from './use-focus-back';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  sentence?: ReactNode;
  /** Stays within the box it is written in, where the window is wide: what is above it can still be used, and keeps the focus. */
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
            {isWithin ? <h2>{title}</h2> : <EnteredTitle title={title} />}
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

/** The title of a drawer that stands at the end of the document, far from what opened it: it is entered as it opens, and left for where one was. */
function EnteredTitle({ title }: { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusBack();
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {title}
    </h2>
  );
}
