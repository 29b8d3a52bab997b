import { useTranslation } from 'react-i18next';
import { domain } from '@/bridge/types';
import type { TickGroup } from '@/components/ui/tick-block';

/** Types of updates in the order they are told. */
export const updateOrder = [domain.UpdateType.created, domain.UpdateType.updated, domain.UpdateType.deleted] as const;

interface Offered {
  dataType: string;
  label: string;
  table: string;
  mappedFields: number;
}

/** The types of updates of a data type as ticks, each with words that say what it will do to the table. */
export function useTickGroups(): (offered: Offered, ticked: readonly string[], hardDeletions?: boolean) => TickGroup {
  const { t } = useTranslation('integration');
  return ({ dataType, label, table, mappedFields }, ticked, hardDeletions = false) => {
    const names = { created: t('update.created'), updated: t('update.updated'), deleted: t('update.deleted') };
    const values = { dataType: label, table, count: mappedFields };
    const help = { created: t('update.createdHelp', values), updated: t('update.updatedHelp', values), deleted: hardDeletions ? t('update.deletedHardHelp', values) : t('update.deletedHelp', values) };
    const summary = updateOrder.filter((update) => ticked.includes(update)).map((update) => names[update]).join(', ');
    return {
      key: dataType,
      from: label,
      to: table,
      summary: summary === '' ? t('update.nothing') : summary,
      ticks: updateOrder.map((update) => ({ key: update, label: names[update], help: help[update], checked: ticked.includes(update) })),
    };
  };
}
