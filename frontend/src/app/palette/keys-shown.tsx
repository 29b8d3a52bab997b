import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import css from './palette.module.css';

const isMac = /mac/i.test(navigator.userAgent);

/** The keys of a shortcut as they stand on the keyboard: "Ctrl + K". */
export function KeysShown({ keys }: { keys: string }) {
  const { t } = useTranslation('app');
  const word = (key: string) => {
    if (key === 'mod') return isMac ? '⌘' : t('keys.ctrl');
    if (key === 'shift') return t('keys.shift');
    if (key === 'alt') return t('keys.alt');
    if (key === 'ArrowLeft') return '←';
    return key.replace('Digit', '');
  };
  // The question mark says by itself that Shift is held, on every keyboard in another way.
  const pressed = keys === 'shift+?' ? ['?'] : keys.split('+');
  return (
    <span className={css.keys}>
      {pressed.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && <span aria-hidden="true">+</span>}
          <kbd>{word(key)}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
