import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: ReactNode; count?: number }[];
}

/** A choice among a few, side by side. */
export function SegmentedTabs<Value extends string>({ label, value, onChange, options }: Props<Value>) {
  return (
    <SegmentedControl
      aria-label={label}
      value={value}
      onChange={(next) => onChange(next)}
      data={options.map((o) => ({
        value: o.value,
        label: (
          <>
            {o.label}
            {o.count !== undefined && <span style={{ fontWeight: 'var(--w-body)', marginInlineStart: 6 }}>{o.count}</span>}
          </>
        ),
      }))}
    />
  );
}
