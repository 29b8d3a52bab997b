import type { UIEvent } from 'react';

/** Marks a box as scrolled, so that what goes under its head gets an edge there. */
export function markScrolled({ currentTarget: box }: UIEvent<HTMLElement>): void {
  box.toggleAttribute('data-scrolled', box.scrollTop > 0);
}
