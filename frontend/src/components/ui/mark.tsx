/** The mark: three streams that run into one. */
export function Mark({ size = 22, strokeWidth = 2.25 }: { size?: number; strokeWidth?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" fill="none" stroke="currentColor" strokeWidth={strokeWidth} strokeLinecap="round" aria-hidden="true">
      <path d="M3 4c7 0 5 7 12 7h4" />
      <path d="M3 18c7 0 5-7 12-7" />
      <path d="M3 11h5" />
    </svg>
  );
}
