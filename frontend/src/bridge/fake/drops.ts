import type * as real from '../backend';

let listen: Parameters<typeof real.OnFileDrop>[0] | undefined;

/** As when a person drops files with these paths onto the window. */
export function dropFiles(paths: string[]): void {
  listen?.(0, 0, paths);
}

// A browser tells no paths: its files stand in one folder here.
const byBrowser = (e: DragEvent) => {
  const files = [...(e.dataTransfer?.files ?? [])];
  if (files.length > 0) dropFiles(files.map((f) => `/home/josee/prix/${f.name}`));
};

export const OnFileDrop: typeof real.OnFileDrop = (callback) => {
  listen = callback;
  window.addEventListener('drop', byBrowser);
};

export const OnFileDropOff: typeof real.OnFileDropOff = () => {
  listen = undefined;
  window.removeEventListener('drop', byBrowser);
};
