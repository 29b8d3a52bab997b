import { configurations, transfers } from '@/bridge/client';
import type { api } from '@/bridge/types';
import { suggestedMapping } from '@/components/mapping/model';

export interface Wanted {
  dataType: string;
  /** The table it goes to; made when there is none of this name. */
  table: string;
}

/** Thrown when nothing in the sample would do as a primary key: the person has to choose one. */
export class NoKeyError extends Error {
  override readonly name = 'NoKeyError';
  constructor(readonly dataType: string) {
    super(dataType);
  }
}

async function viewFor(transfer: string, table: string): Promise<api.MappingView> {
  const view = await transfers.Mapping(transfer);
  if (view.assignments.length > 0 || table === '' || table === view.table) return view;
  const suggestions = await transfers.Suggest(transfer, table);
  return { ...view, table, proposed: !view.tables.some((t) => t.name === table), suggestions };
}

/** Adds, maps as suggested, and activates each wanted data type; what the person mapped already stays as it is. */
export async function prepareTransfers(configuration: string, wanted: Wanted[], onStep: (dataType: string) => void): Promise<api.Configuration> {
  const { transfers: known } = await configurations.Get(configuration);
  for (const { dataType, table } of wanted) {
    onStep(dataType);
    const transfer = known.find((t) => t.dataType === dataType) ?? (await transfers.Add(configuration, dataType));
    if (transfer.active) continue;
    if (transfer.keys.length === 0) {
      const view = await viewFor(transfer.id, table);
      const assignments = suggestedMapping(view);
      if (!assignments.some((a) => a.primaryKey)) throw new NoKeyError(dataType);
      await transfers.SaveMapping({ transfer: transfer.id, table: view.table, assignments, sharedKeyLastWins: view.sharedKeyLastWins, whenFieldsChange: view.transfer.whenFieldsChange });
    }
    await transfers.Activate(transfer.id);
  }
  for (const t of known) if (t.active && !wanted.some((w) => w.dataType === t.dataType)) await transfers.Deactivate(t.id);
  return configurations.Get(configuration);
}
