import css from './empty-state.module.css';

/** Streams that run into a table: the picture of what the program does. */
export function StreamDrawing({ width = 160 }: { width?: number }) {
  return (
    <svg viewBox="0 0 160 64" width={width} height={width * 0.4} aria-hidden="true" className={css.drawing}>
      <path d="M4 8C64 8 52 32 96 32" />
      <path d="M4 56C64 56 52 32 96 32" />
      <path d="M4 32h52" strokeDasharray="3 5" />
      <path d="M96 32h18" />
      <rect x="118" y="18" width="38" height="28" rx="4" />
      <path d="M118 26h38M131 26v20" />
    </svg>
  );
}
