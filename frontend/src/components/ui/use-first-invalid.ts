import { type RefObject, useEffect, useRef } from 'react';
import type { FormErrors } from './form-check';

/**
 * A form that was refused leads to the first field that needs the person; one that is corrected leaves them where they
 * are. The ref belongs to what holds the fields.
 */
export function useFirstInvalid(errors: FormErrors): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const isRefused = Object.keys(errors).length > 0;
  useEffect(() => {
    if (isRefused) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isRefused]);
  return box;
}
