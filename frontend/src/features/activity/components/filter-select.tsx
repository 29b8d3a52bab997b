import { Select } from '@mantine/core';

/** Stands for "all" in a list of choices, which knows no empty one. */
const all = 'all-of-them';

interface Props {
  label: string;
  allLabel: string;
  options: { value: string; label: string }[];
  value: string;
  width?: number;
  onChange: (value: string) => void;
}

/** A filter among few: all, or one. "" is all. */
export function FilterSelect({ label, allLabel, options, value, width = 220, onChange }: Props) {
  return (
    <Select
      aria-label={label}
      w={width}
      data={[{ value: all, label: allLabel }, ...options]}
      value={value === '' ? all : value}
      onChange={(next) => onChange(next === null || next === all ? '' : next)}
    />
  );
}
