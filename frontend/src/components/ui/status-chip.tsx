import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconHexagonMinus, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { smallIcon } from './icon-size';
import css from './status-chip.module.css';

export type StatusKind = 'fine' | 'working' | 'needs' | 'stopped' | 'idle';

const icons = { fine: IconCircleCheck, working: IconRefresh, needs: IconAlertTriangle, stopped: IconHexagonMinus, idle: IconCircleMinus };

interface Props {
  kind: StatusKind;
  size?: number;
  /** In a narrow place its words go on below. */
  wraps?: boolean;
  children?: ReactNode;
}

/** A state: icon and word in the state's colour. Without a word it is only a sign beside a sentence that says it. */
export function StatusChip({ kind, size = 14, wraps, children }: Props) {
  const Icon = icons[kind];
  return (
    <span className={css.chip} data-kind={kind} data-wraps={wraps}>
      <Icon {...smallIcon} size={size} />
      {children}
    </span>
  );
}
