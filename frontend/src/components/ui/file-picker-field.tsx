import { Button, Input } from '@mantine/core';
import { useId, useState } from 'react';
import css from './file-picker-field.module.css';

interface Props {
  label: string;
  help?: string;
  value: string;
  /** Shown while nothing is chosen. */
  emptyText: string;
  chooseLabel: string;
  /** Opens the system's own window; undefined when the person chose nothing. */
  pick: () => Promise<string | undefined>;
  /** A second window, where a folder and one file are chosen in different ones. */
  other?: { label: string; pick: () => Promise<string | undefined> } | undefined;
  onChange: (path: string) => void;
  error?: string | undefined;
}

/** A file or folder, chosen in the system's own window or typed. */
export function FilePickerField({ label, help, value, emptyText, chooseLabel, pick, other, onChange, error }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const choose = async (from: () => Promise<string | undefined>) => {
    setOpen(true);
    try {
      const path = await from();
      if (path !== undefined) onChange(path);
    } finally {
      setOpen(false);
    }
  };
  return (
    <Input.Wrapper id={id} label={label} description={help} error={error} inputWrapperOrder={['label', 'input', 'description', 'error']} classNames={{ label: css.label, description: css.help, error: css.error }}>
      <div className={css.row}>
        <input id={id} className={css.path} value={value} placeholder={emptyText} onChange={(e) => onChange(e.currentTarget.value)} data-error={error !== undefined || undefined} />
        <Button onClick={() => void choose(pick)} loading={isOpen}>
          {chooseLabel}
        </Button>
        {other !== undefined && (
          <Button onClick={() => void choose(other.pick)} disabled={isOpen}>
            {other.label}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
