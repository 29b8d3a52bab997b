import type { ReactNode } from 'react';

export interface GridColumn {
  key: string;
  label: string;
  width: number;
  align?: 'right' | undefined;
  /** Stands before the label: a key. */
  sign?: ReactNode;
}

export interface GridCell {
  content: ReactNode;
  /** Reads in grey italics: nothing stands there. */
  isEmpty?: boolean;
  /** Tint and dot. */
  isChanged?: boolean;
  /** Stands at the right end: a word, a button. */
  mark?: ReactNode;
  /** The whole value, on hover. */
  title?: string | undefined;
}

export interface GridSort {
  key: string;
  isDescending: boolean;
}

export interface GridPlace {
  row: number;
  column: number;
}

/** A rectangle of cells, ends included. */
export interface GridRange {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export const rowHeight = 32;

export function rangeOf(a: GridPlace, b: GridPlace): GridRange {
  return { top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.column, b.column), right: Math.max(a.column, b.column) };
}

export function cellsIn({ top, bottom, left, right }: GridRange): number {
  return (bottom - top + 1) * (right - left + 1);
}

export function isInside({ top, bottom, left, right }: GridRange, { row, column }: GridPlace): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}
