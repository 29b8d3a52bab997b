import { Menu, Portal } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useState } from 'react';
import css from './context-menu.module.css';
import { type GearItem, GearItems } from './gear-menu';

/** What can be done with a thing: behind its gear, and behind a right click on it. */
export interface ThingMenu {
  /** What the menu is about, for who does not see it. */
  label: string;
  items: GearItem[];
}

interface Open {
  x: number;
  y: number;
  menu: ThingMenu;
  /** What the menu is about; it is lit while the menu is open. */
  thing?: HTMLElement | undefined;
}

const nowhere: Open = { x: 0, y: 0, menu: { label: '', items: [] } };

/** What a thing with a menu listens to. */
export interface MenuHandlers {
  onContextMenu: (e: MouseEvent) => void;
  onKeyDown: (e: KeyboardEvent) => void;
}

/** What the keyboard asks for a menu with. */
export const asksForMenu = (e: KeyboardEvent): boolean => e.key === 'ContextMenu' || (e.shiftKey && e.key === 'F10');

/** A field has a menu of its own, and what lies over the thing is not the thing. */
const isElsewhere = (e: MouseEvent | KeyboardEvent): boolean => !(e.target instanceof Element) || !e.currentTarget.contains(e.target) || e.target.closest('input, textarea') !== null;

const thingOf = (e: MouseEvent | KeyboardEvent): HTMLElement | undefined => (e.currentTarget instanceof HTMLElement ? e.currentTarget : undefined);

const within = (at: number, most: number): number => Math.max(0, Math.min(at, most));

/** Where a menu opens: at the pointer or beneath the thing, but never outside the window. */
function pointOf(place: DOMRect | MouseEvent): { x: number; y: number } {
  const [x, y] = 'bottom' in place ? [place.left, place.bottom] : [place.clientX, place.clientY];
  return { x: within(x, window.innerWidth), y: within(y, window.innerHeight) };
}

/** The menus of the rows of a list, one at a time: at the pointer, or by the keyboard beneath what has the focus. */
export function useContextMenu(): { contextMenu: ReactNode; openAt: (place: DOMRect | MouseEvent, menu: ThingMenu) => void; handlersOf: (menuOf: () => ThingMenu) => MenuHandlers } {
  const [opened, setOpened] = useState(false);
  // Kept while it closes, so that it does not change before it is gone.
  const [open, setOpen] = useState<Open>(nowhere);
  const openAt = (place: DOMRect | MouseEvent, menu: ThingMenu, thing?: HTMLElement) => {
    if (menu.items.length === 0) return;
    setOpen({ ...pointOf(place), menu, thing });
    setOpened(true);
  };
  const { thing } = open;
  useEffect(() => {
    if (!opened || thing === undefined) return;
    thing.setAttribute('data-menu-open', '');
    return () => {
      thing.removeAttribute('data-menu-open');
    };
  }, [opened, thing]);
  const handlersOf = (menuOf: () => ThingMenu): MenuHandlers => ({
    onContextMenu: (e) => {
      if (isElsewhere(e)) return;
      e.preventDefault();
      // A system may tell of its menu key as of a click, but at no place.
      openAt(e.clientX === 0 && e.clientY === 0 ? e.currentTarget.getBoundingClientRect() : e, menuOf(), thingOf(e));
    },
    onKeyDown: (e) => {
      if (!asksForMenu(e) || isElsewhere(e) || !(e.target instanceof Element)) return;
      e.preventDefault();
      openAt(e.target.getBoundingClientRect(), menuOf(), thingOf(e));
    },
  });
  return { contextMenu: <ContextMenu opened={opened} open={open} onClose={() => setOpened(false)} />, openAt, handlersOf };
}

function ContextMenu({ opened, open: { x, y, menu }, onClose }: { opened: boolean; open: Open; onClose: () => void }) {
  return (
    <Menu opened={opened} onChange={(isOpen) => !isOpen && onClose()} position="bottom-start" width={236} offset={0} hideDetached={false}>
      <Portal>
        {/* The menu stands where this stands, and is called like it; it is nothing to see or to reach. */}
        <Menu.Target>
          <button type="button" aria-hidden tabIndex={-1} aria-label={menu.label} className={css.point} style={{ left: x, top: y }} />
        </Menu.Target>
      </Portal>
      <Menu.Dropdown>
        <GearItems items={menu.items} />
      </Menu.Dropdown>
    </Menu>
  );
}
