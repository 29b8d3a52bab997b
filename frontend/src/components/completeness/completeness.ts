import { type api, domain } from '@/bridge/types';
import type { StatusKind } from '@/components/ui/status-chip';

export type Compared = Pick<api.TransferRun, 'inService' | 'inProject' | 'differences'>;

/** Green means right: what the person chose is right, what is unknown is neither. */
export function completenessKind({ inService, inProject, differences }: Compared): StatusKind {
  const open = differences.filter((d) => !d.isChosen);
  if (open.some((d) => d.cause !== domain.DifferenceCause.not_met)) return 'needs';
  if (open.length > 0) return 'idle';
  // Runs of former versions do not say why.
  return differences.length === 0 && inProject !== inService ? 'needs' : 'fine';
}

/** Whether a difference is settled among the record errors. */
export const leadsToErrors = ({ cause }: api.Difference): boolean => cause === domain.DifferenceCause.failed;

/** Where a difference is settled. */
export function placeOf({ cause, codes }: api.Difference, integration: string): string {
  const id = encodeURIComponent(integration);
  const [first, ...more] = codes;
  switch (cause) {
    case domain.DifferenceCause.failed:
      return `/activity/errors?integration=${id}${first !== undefined && more.length === 0 ? `&code=${first.code}` : ''}`;
    case domain.DifferenceCause.ignored:
      return `/activity/errors?integration=${id}&part=ignored`;
    default:
      return `/integrations/${id}`;
  }
}
