import type { api } from '@/bridge/types';
import { lettersOf } from '@/components/ui/monogram';

/** The sign of an integration source: its two letters; files and databases are drawn. */
export function signOf(source: api.Source): string {
  if (source.monogram !== '') return source.monogram;
  if (source.id === 'spreadsheet') return 'folder';
  if (source.id === 'database') return 'database';
  return lettersOf(source.name);
}
