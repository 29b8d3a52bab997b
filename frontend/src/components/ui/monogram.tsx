import { IconDatabase, IconFolder } from '@tabler/icons-react';
import css from './monogram.module.css';

interface Props {
  /** Two letters; `folder` and `database` are drawn. */
  text: string;
  /** The name of the service, told on hover. */
  title?: string;
  size?: 'tiny' | 'normal' | 'large';
}

/** The sign of a service: two letters in a neutral box, never a coloured tile. */
export function Monogram({ text, title, size = 'normal' }: Props) {
  const px = size === 'tiny' ? 12 : size === 'large' ? 20 : 16;
  return (
    <span className={css.box} data-size={size} title={title}>
      {text === 'folder' ? <IconFolder size={px} stroke={2} aria-hidden /> : text === 'database' ? <IconDatabase size={px} stroke={2} aria-hidden /> : text}
    </span>
  );
}

/** Two letters of a name: the capitals of a compound word, else its beginning. */
export function lettersOf(name: string): string {
  const [first = '', second = ''] = name.split(/[\s\-_.]+/).filter((w) => w !== '');
  if (second !== '') return first.charAt(0).toUpperCase() + second.charAt(0).toLowerCase();
  return first.charAt(0).toUpperCase() + first.charAt(1).toLowerCase();
}
