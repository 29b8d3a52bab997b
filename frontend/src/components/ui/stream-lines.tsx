import { IconTable } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { NumberText } from './number-text';
import { smallIcon } from './icon-size';
import css from './stream-lines.module.css';

/** One count on a line: a number, or a word in its place ("not ticked", "41 held"). */
export type StreamCount = number | { text: string; held?: boolean };

export interface StreamLine {
  key: string;
  dataType: string;
  counts: [StreamCount, StreamCount, StreamCount];
  table: string;
  held?: boolean;
  /** The numbers in one sentence, told on hover. */
  told?: string;
}

function Count({ count }: { count: StreamCount }) {
  if (typeof count === 'number') {
    return (
      <span className={css.count} data-zero={count === 0 || undefined}>
        <NumberText value={count} />
      </span>
    );
  }
  return (
    <span className={css.count} data-held={count.held === true || undefined} data-zero={count.held !== true || undefined}>
      {count.text}
    </span>
  );
}

const lineHeight = 28;

function Branch({ lines }: { lines: StreamLine[] }) {
  const height = lines.length * lineHeight;
  const middle = height / 2 + 0.5;
  const to = (i: number) => i * lineHeight + lineHeight / 2 + 0.5;
  return (
    <svg className={css.branch} viewBox={`0 0 40 ${String(height)}`} preserveAspectRatio="none" aria-hidden="true">
      {lines.map((line, i) => (
        <path key={line.key} data-held={line.held === true || undefined} d={lines.length === 1 ? `M0 ${String(middle)}H40` : `M0 ${String(middle)}C20 ${String(middle)} 16 ${String(to(i))} 40 ${String(to(i))}`} />
      ))}
    </svg>
  );
}

/** Data types of one source run to their tables: data type → created, updated, deleted → table. */
export function StreamLines({ lines }: { lines: StreamLine[] }) {
  return (
    <div className={css.streams}>
      <Branch lines={lines} />
      {lines.map((line) => (
        <div key={line.key} className={css.line} data-held={line.held === true || undefined} title={line.told}>
          <span className={css.dataType}>{line.dataType}</span>
          {line.counts.map((count, i) => (
            <Fragment key={i}>
              <Count count={count} />
            </Fragment>
          ))}
          <span className={css.table}>
            <IconTable {...smallIcon} />
            <span className="cut">{line.table}</span>
          </span>
        </div>
      ))}
    </div>
  );
}

/** The heads that name the columns once. */
export function StreamHeads({ labels }: { labels: [dataType: ReactNode, created: ReactNode, updated: ReactNode, deleted: ReactNode, table: ReactNode] }) {
  const [dataType, created, updated, deleted, table] = labels;
  return (
    <div className={`${css.line ?? ''} ${css.heads ?? ''}`}>
      <span className={css.dataType}>{dataType}</span>
      <span className={css.count}>{created}</span>
      <span className={css.count}>{updated}</span>
      <span className={css.count}>{deleted}</span>
      <span className={css.table}>{table}</span>
    </div>
  );
}
