import type { ReactNode } from 'react';
import { NumberText } from './number-text';
import css from './numbers-table.module.css';

/** A number, or a word in its place ("left out"). */
export type TableNumber = number | string;

interface Props {
  label: string;
  /** The first head stands over the names. */
  heads: ReactNode[];
  rows: { key: string; name: ReactNode; numbers: TableNumber[] }[];
  sum?: { name: string; numbers: TableNumber[] };
  /** Inside a panel. */
  inset?: boolean;
}

/** Numbers right-aligned under their heads, zeros grey, totals under a stronger line. */
export function NumbersTable({ label, heads, rows, sum, inset = false }: Props) {
  return (
    <table className={css.table} aria-label={label} data-inset={inset || undefined}>
      <thead>
        <tr>
          {heads.map((head, i) => (
            <th key={i} scope="col" className={i === 0 ? undefined : 'num'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>{row.name}</td>
            <Numbers numbers={row.numbers} />
          </tr>
        ))}
        {sum !== undefined && (
          <tr className={css.sum}>
            <td>{sum.name}</td>
            <Numbers numbers={sum.numbers} />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Numbers({ numbers }: { numbers: TableNumber[] }) {
  return numbers.map((n, i) => (
    <td key={i} className={n === 0 || typeof n === 'string' ? 'num faint' : 'num'}>
      {typeof n === 'number' ? <NumberText value={n} /> : n}
    </td>
  ));
}
