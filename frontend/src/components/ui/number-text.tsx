import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';

/** A number in the system's notation, figures that line up. */
export function NumberText({ value }: { value: number }) {
  return <span className="figures">{formatNumber(value, useLocale())}</span>;
}
