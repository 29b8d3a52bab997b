import type { api } from '../types';
import { said } from './said';

/** A folder whose files were all just written. */
export function writtenTo(folder: string, format: string, chosen: string[], tables: api.Table[]): api.LiveExport {
  const files = tables
    .filter((table) => chosen.length === 0 || chosen.includes(table.name))
    .map((table) => ({ table: table.name, name: `${table.name}.${format}`, writtenAt: new Date().toISOString(), rows: table.rows, isWaiting: false }));
  return { folder, format, tables: chosen, files, computer: '' };
}

export const noLiveExport: api.LiveExport = { folder: '', format: '', tables: [], files: [], computer: '' };

const inUse = {
  english: { what: '“Orders.xlsx” is open in another program.', means: 'The file shows what was in the table when it was last written. It is tried again by itself.', do: 'Close it there.' },
  french: { what: '« Orders.xlsx » est ouvert dans un autre programme.', means: 'Le fichier montre la table telle qu’à sa dernière écriture. Un nouvel essai se fait de lui-même.', do: 'Fermez-le.' },
};

/** The folder of the business of the mockups: one of its files is open in a spreadsheet program. */
export function seedLiveExport(tables: api.Table[], at: string): api.LiveExport {
  const live = writtenTo('/home/josee/Documents/Tableaux', 'xlsx', [], tables);
  const error = { kind: 'set_up', code: 'file_in_use', ...said(inUse.english, inUse.french), details: 'The process cannot access the file because it is being used by another process.', retryable: false, fields: [] } as unknown as api.Error;
  return { ...live, files: live.files.map((file) => ({ ...file, writtenAt: at, ...(file.table === 'Orders' ? { isWaiting: true, error } : {}) })) };
}
