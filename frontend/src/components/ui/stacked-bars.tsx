import { useElementSize } from '@mantine/hooks';
import { useLocale } from '@/hooks/use-locale';
import { formatShort } from '@/lib/format';
import css from './stacked-bars.module.css';

export interface Series {
  key: string;
  label: string;
  /** A token: "--created". */
  colour: string;
}

export interface Bar {
  key: string;
  label: string;
  /** The name on hover. */
  title: string;
  /** As many as there are series, from the bottom. */
  values: number[];
  isNow?: boolean;
}

const usual = 600;
const tall = 150;
const left = 38;
const top = 6.5;
const bottom = 126.5;
const gap = 14;

/** The smallest of 1, 2, 5, 10 … that shows `max` in two steps. */
export function stepFor(max: number): number {
  let step = 1;
  for (let i = 0; step * 2 < max; i += 1) step *= i % 3 === 1 ? 2.5 : 2;
  return step;
}

/** Few bars, labelled, one over the other; the table view beside it serves whoever cannot see it. */
export function StackedBars({ label, series, bars }: { label: string; series: Series[]; bars: Bar[] }) {
  const locale = useLocale();
  // As wide as its place: drawn larger, its words would be larger than those around it.
  const { ref, width: seen } = useElementSize<HTMLDivElement>();
  const width = seen === 0 ? usual : seen;
  const step = stepFor(Math.max(2, ...bars.map((b) => b.values.reduce((a, v) => a + v, 0))));
  const scale = (bottom - top) / (step * 2);
  const slot = (width - left + 2) / Math.max(bars.length, 1);
  const barWidth = slot - gap;
  return (
    <div ref={ref}>
      <svg className={css.chart} viewBox={`0 0 ${String(width)} ${String(tall)}`} role="img" aria-label={label}>
        {[0, 1, 2].map((n) => (
          <g key={n}>
            <path className={css.grid} d={`M32 ${String(bottom - n * step * scale)}H${String(width)}`} />
            <text x="26" y={bottom - n * step * scale + 3.5} textAnchor="end">
              {formatShort(n * step, locale)}
            </text>
          </g>
        ))}
        {bars.map((bar, i) => {
          const x = left + i * slot;
          return (
            <g key={bar.key}>
              <title>{bar.title}</title>
              {stacked(bar.values, scale).map((part, n) => (
                <rect key={series[n]?.key} x={x} y={part.y} width={barWidth} height={part.height} fill={`var(${series[n]?.colour ?? '--ink-3'})`} />
              ))}
              <text x={x + barWidth / 2} y="143" textAnchor="middle" data-now={bar.isNow === true || undefined}>
                {bar.label}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Parts from the bottom with a 1-px gap; what is there at all is at least 2 px high. */
function stacked(values: number[], scale: number): { y: number; height: number }[] {
  let y = bottom - 0.5;
  return values.map((value) => {
    const height = value > 0 ? Math.max(value * scale, 2) : 0;
    y -= height;
    const part = { y, height };
    if (height > 0) y -= 1;
    return part;
  });
}

export function Legend({ series }: { series: Series[] }) {
  return (
    <span className={css.legend}>
      {series.map((s) => (
        <span key={s.key}>
          <i style={{ background: `var(${s.colour})` }} />
          {s.label}
        </span>
      ))}
    </span>
  );
}
