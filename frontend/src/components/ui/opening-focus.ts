const controls = 'input:not([type="hidden"]), select, textarea, button, a[href]';

/**
 * Tells Mantine where a pop-up takes the focus when it opens: the first field or button of what it holds, else its title.
 * Never the sign that closes it, and no button of the foot: Enter, pressed too often, must not do anything. For the `ref`
 * of what holds a head, a content and a foot; a part that asks for the focus itself (`data-autofocus`) gets it.
 */
export function markOpeningFocus(box: HTMLElement | null): void {
  if (box?.querySelector('[data-autofocus]') !== null) return;
  const ends = box.querySelectorAll(':scope > footer, :scope > * > header');
  const isContent = (control: Element) => ![...ends].some((end) => end.contains(control)) && !control.matches(':disabled') && control.closest('[inert], [aria-hidden="true"]') === null;
  const first = [...box.querySelectorAll<HTMLElement>(controls)].find(isContent);
  const target = first === undefined ? box.querySelector('header h2') : chosenOf(first, box);
  target?.setAttribute('data-autofocus', '');
}

/** A choice among a few is entered where it stands. */
function chosenOf(first: HTMLElement, box: HTMLElement): HTMLElement {
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio') return first;
  return [...box.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked')].find((radio) => radio.name === first.name) ?? first;
}
