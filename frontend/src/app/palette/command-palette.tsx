import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type FocusEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { icon } from '@/components/ui/icon-size';
import css from './palette.module.css';
import { useCommands } from './use-commands';

/** What Enter does is lit from the start. The list is lit by its keys alone, so the first one is pressed for the person. */
function lightFirst({ currentTarget: field }: FocusEvent<HTMLInputElement>): void {
  if (field.closest('[role="dialog"]')?.querySelector('[data-selected]') !== null) return;
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', code: 'ArrowDown', bubbles: true }));
}

/** Ctrl+K: type a few letters to go anywhere or do anything. */
export function CommandPalette(act: { help: () => void; sheet: () => void }) {
  const { t } = useTranslation('app');
  const [isOpen, setIsOpen] = useState(false);
  const groups = useCommands(isOpen, act);
  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      attributes={{ content: { 'aria-label': t('keys.does.palette') } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      shortcut={null}
      onSpotlightOpen={() => setIsOpen(true)}
      onSpotlightClose={() => setIsOpen(false)}
      nothingFound={t('palette.nothing')}
      scrollable
      maxHeight={420}
      limit={40}
      overlayProps={{ backgroundOpacity: 1, blur: 0, color: 'var(--scrim)' }}
      classNames={{ content: css.content, search: css.search, action: css.action, actionSection: css.sign, actionsList: css.list, actionsGroup: css.group, empty: css.empty }}
      searchProps={{ leftSection: <IconSearch {...icon} />, leftSectionWidth: 44, placeholder: t('palette.search'), 'aria-label': t('palette.search'), onFocus: lightFirst }}
    />
  );
}
