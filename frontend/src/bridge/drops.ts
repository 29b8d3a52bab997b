import { OnFileDrop, OnFileDropOff } from '@/bridge/backend';

/** Set while a part of the page itself is dragged: a link of it comes with the same types as a file. */
let isOwn = false;

/** Whether files are dragged, or an address. WebKitGTK calls files addresses, and knows nothing of what comes at first. */
function isFiles(e: DragEvent): boolean {
  const types = e.dataTransfer?.types ?? [];
  return !isOwn && (types.length === 0 || types.includes('Files') || types.includes('text/uri-list'));
}

/** What is dropped must never replace the page, whether anybody waits for it or not. For as long as the window lives. */
export function keepPageFromDrops(): void {
  window.addEventListener('dragstart', () => (isOwn = true));
  window.addEventListener('dragend', () => (isOwn = false));
  for (const name of ['dragenter', 'dragover', 'drop'] as const) window.addEventListener(name, (e) => isFiles(e) && e.preventDefault());
}

/** Calls back with the paths of what is dropped onto the window, and with whether files are held over it. Returns how to stop. */
export function onFilesDropped(onPaths: (paths: string[]) => void, onOver: (isOver: boolean) => void): () => void {
  // Every part of the page that is crossed is entered and left; over the window is whoever entered more often than left.
  let entered = 0;
  const enter = (e: DragEvent) => {
    if (!isFiles(e)) return;
    entered += 1;
    onOver(true);
  };
  const leave = (e: DragEvent) => {
    if (!isFiles(e)) return;
    entered = Math.max(0, entered - 1);
    if (entered === 0) onOver(false);
  };
  const end = () => {
    entered = 0;
    onOver(false);
  };
  window.addEventListener('dragenter', enter);
  window.addEventListener('dragleave', leave);
  window.addEventListener('drop', end);
  OnFileDrop((_x, _y, paths) => {
    end();
    onPaths(paths);
  }, false);
  return () => {
    window.removeEventListener('dragenter', enter);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('drop', end);
    OnFileDropOff();
  };
}
