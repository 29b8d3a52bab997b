import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/ui/dialog';
import { places } from '../places';
import { KeysShown } from './keys-shown';
import css from './palette.module.css';
import { keysOfPlace, shortcuts } from './use-shortcuts';

/** All keyboard shortcuts on one sheet. */
export function ShortcutsSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('app');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keys.title')} sentence={t('keys.sentence')}>
      <dl className={css.sheet} tabIndex={-1} data-autofocus>
        {shortcuts.map(({ keys, name }) => (
          <Line key={name} words={t(`keys.does.${name}`)} keys={keys} />
        ))}
        {places.map(({ key }, index) => (
          <Line key={key} words={t(`nav.${key}`)} keys={keysOfPlace(index)} />
        ))}
      </dl>
    </Dialog>
  );
}

function Line({ words, keys }: { words: string; keys: string }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        <KeysShown keys={keys} />
      </dd>
    </div>
  );
}
