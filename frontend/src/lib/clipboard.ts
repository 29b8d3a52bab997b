/** Puts a text on the clipboard. Where the window may not use the clipboard itself, the old way is taken. */
export async function copyText(text: string): Promise<void> {
  // Typed as always there, yet absent where the window is no secure context.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) {
    await clipboard.writeText(text);
    return;
  }
  const box = document.createElement('textarea');
  box.value = text;
  box.style.position = 'fixed';
  box.style.opacity = '0';
  document.body.append(box);
  const before = document.activeElement;
  box.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way left without navigator.clipboard
  document.execCommand('copy');
  box.remove();
  if (before instanceof HTMLElement) before.focus();
}
