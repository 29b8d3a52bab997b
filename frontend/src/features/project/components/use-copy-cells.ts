import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import type { GridRange } from '@/components/grid/grid-types';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { copyText as putOnClipboard } from '@/lib/clipboard';
import { formatNumber } from '@/lib/format';
import { type Query, useReadRows } from '../api/use-rows';
import { useValueWords } from '@/components/rows/use-value-words';
import { copyText, tabSeparated } from '@/components/rows/value-text';

const most = 10_000;

/** Copies a rectangle of cells as a spreadsheet takes it. Rows that were never looked at are read first. */
export function useCopyCells(query: Query, columns: api.Field[]): (range: GridRange) => void {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const words = useValueWords();
  const read = useReadRows();
  const copy = async ({ top, bottom, left, right }: GridRange) => {
    const last = Math.min(bottom, top + most - 1);
    const rows = await read(query, top, last);
    const cells = rows.map((row) =>
      columns.slice(left, right + 1).map((field, i) => {
        const value = row.values[left + i] ?? '';
        return value === '' ? '' : copyText(field.type, value, words);
      }),
    );
    await putOnClipboard(tabSeparated(cells));
    if (last < bottom) toastDone(t('copied.most', { number: formatNumber(most, locale) }));
    else if (rows.length > 1 || right > left) toastDone(t('copied.cells', { count: rows.length * (right - left + 1), number: formatNumber(rows.length * (right - left + 1), locale) }));
  };
  return (range) => void copy(range).catch(toastProblem);
}
