import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import css from './text-lines.module.css';

const lineHeight = 18;
const assumed = { width: 600, height: 400 };

/** A technical text as it is, line by line, however long: only what is seen is drawn. */
export function TextLines({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n'), [text]);
  const longest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines]);
  const scroller = useRef<HTMLDivElement>(null);
  const drawn = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => lineHeight, overscan: 20, initialRect: assumed });
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div ref={scroller} className={css.lines} tabIndex={0} role="region" aria-label={label}>
      <pre style={{ height: drawn.getTotalSize(), width: `${String(longest)}ch` }}>
        {drawn.getVirtualItems().map((item) => (
          <span key={item.index} style={{ top: item.start }}>
            {lines[item.index]}
          </span>
        ))}
      </pre>
    </div>
  );
}
