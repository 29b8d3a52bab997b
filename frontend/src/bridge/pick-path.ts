import { sources } from './client';

/** The system's own window for a folder, or for one file; undefined when nothing was chosen. */
export async function pickPath(isFolder: boolean): Promise<string | undefined> {
  const path = await sources.ChoosePath(isFolder);
  return path === '' ? undefined : path;
}
