import { Button, Input } from '@mantine/core';
import { useId, useState } from 'react';
import controls from '@/styles/controls.module.css';
import css from './file-picker-field.module.css';
import { toastProblem } from './toast';

interface Props {
  label: string;
  help?: string;
  value: string;
  /** Shown while nothing is chosen. */
  emptyText: string;
  chooseLabel: string;
  /** Opens the system's own window; undefined when the person chose nothing. Why it did not open is said. */
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
    } catch (error_) {
      toastProblem(error_);
    } finally {
      setOpen(false);
    }
  };
  return (
    <Input.Wrapper id={id} label={label} description={help} error={error} inputWrapperOrder={['label', 'input', 'description', 'error']} classNames={{ label: controls.label, description: controls.help, error: controls.error }}>
      <div className={css.row}>
        <Input id={id} className={css.path} classNames={{ input: controls.input }} value={value} placeholder={emptyText} onChange={(e) => onChange(e.currentTarget.value)} error={error !== undefined} />
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
