import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useNavigate } from 'react-router';
import { places } from '../places';

/** A shortcut as it is pressed: `mod` is Ctrl, or Cmd on a Mac. */
export interface Shortcut {
  keys: string;
  name: 'palette' | 'help' | 'sheet' | 'connect' | 'back';
}

/** Those beside the pages' own (places): what the sheet lists and useShortcuts obeys. */
export const shortcuts: Shortcut[] = [
  { keys: 'mod+K', name: 'palette' },
  { keys: 'mod+shift+N', name: 'connect' },
  { keys: 'alt+ArrowLeft', name: 'back' },
  { keys: 'F1', name: 'help' },
  { keys: 'shift+?', name: 'sheet' },
];

/** By the place of the key, not by its sign: a French keyboard has digits only with Shift. */
export const keysOfPlace = (index: number) => `mod+Digit${index + 1}`;

/** Obeys the shortcuts wherever the person is; those without Ctrl do nothing while one types. */
export function useShortcuts(act: { help: () => void; sheet: () => void }): void {
  const navigate = useNavigate();
  const does: Record<Shortcut['name'], () => void> = {
    palette: () => spotlight.toggle(),
    connect: () => void navigate('/connect'),
    back: () => void navigate(-1),
    ...act,
  };
  const always = ({ keys, name }: Shortcut): HotkeyItem => [keys, () => does[name]()];
  const isPlain = ({ name }: Shortcut) => name === 'sheet';
  const toPlace = places.map(({ to }, index): HotkeyItem => [keysOfPlace(index), () => void navigate(to), { usePhysicalKeys: true }]);
  useHotkeys([...shortcuts.filter((s) => !isPlain(s)).map(always), ...toPlace], []);
  useHotkeys(shortcuts.filter(isPlain).map(always));
}
