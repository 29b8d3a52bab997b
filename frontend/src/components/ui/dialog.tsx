import { Modal } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './dialog.module.css';
import { markOpeningFocus } from './opening-focus';
import { markScrolled } from './scroll-edge';
import { useFocusBack } from './use-focus-back';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  sentence?: ReactNode;
  /** Stands before the title: a monogram. */
  sign?: ReactNode;
  /** Stands at the right of the head, before the close button. */
  headAction?: ReactNode;
  foot?: ReactNode;
  width?: number;
  /** Fixed height; without it the dialog is as high as its content. */
  height?: number;
  /** Content without edges: lists that run from side to side. */
  flush?: boolean;
  /** A hairline under the head. */
  lined?: boolean;
  /** False while a dialog opened beside this one lies over it; one opened out of it is known. */
  closeOnEscape?: boolean;
  children: ReactNode;
}

// A dialog that opens out of another one tells it so: Escape then belongs to the upper one alone.
const Cover = createContext<(change: number) => void>(() => undefined);

function useCovers(opened: boolean) {
  const coverBelow = useContext(Cover);
  const [count, setCount] = useState(0);
  const cover = useCallback((change: number) => setCount((was) => was + change), []);
  useEffect(() => {
    if (!opened) return undefined;
    coverBelow(1);
    return () => coverBelow(-1);
  }, [opened, coverBelow]);
  return { isCovered: count > 0, cover };
}

/** A pop-up over the page. Escape and a click beside it close it. */
export function Dialog({ opened, onClose, title, sentence, sign, headAction, foot, width = 480, height, flush = false, lined = false, closeOnEscape = true, children }: Props) {
  const { t } = useTranslation('ui');
  const { isCovered, cover } = useCovers(opened);
  useFocusBack();
  return (
    <Modal.Root opened={opened} onClose={onClose} size={width} centered closeOnEscape={closeOnEscape && !isCovered} padding={0} classNames={{ content: css.pop }} {...(height === undefined ? {} : { styles: { content: { height: `min(${String(height)}px, calc(100vh - 32px))` } } })} transitionProps={{ transition: 'fade', duration: 140 }}>
      <Modal.Overlay className={css.scrim} backgroundOpacity={1} color="var(--scrim)" />
      <Modal.Content>
        <Cover.Provider value={cover}>
          <div ref={markOpeningFocus} className={css.inner}>
            <div className={css.upper}>
              <header className={css.head} data-lined={lined || undefined}>
                {sign}
                <div className="grow">
                  <Modal.Title className={css.title} tabIndex={-1}>{title}</Modal.Title>
                  {sentence !== undefined && <div className="small muted">{sentence}</div>}
                </div>
                {headAction}
                <Modal.CloseButton aria-label={t('close')} className={css.close} />
              </header>
              <div className={flush ? css.flush : css.body} onScroll={markScrolled}>{children}</div>
            </div>
            {foot !== undefined && <footer className={css.foot}>{foot}</footer>}
          </div>
        </Cover.Provider>
      </Modal.Content>
    </Modal.Root>
  );
}
