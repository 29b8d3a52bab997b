import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type api, domain } from '@/bridge/types';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/section-head';
import { TickBlock, type TickGroup } from '@/components/ui/tick-block';
import { useConfigurations } from '../api/use-integrations';
import type { IntegrationForm } from './use-integration-form';

interface Props {
  integration: api.Integration;
  form: IntegrationForm;
  onTick: (dataType: string, update: domain.UpdateType, checked: boolean) => void;
}

interface Offered {
  dataType: string;
  label: string;
  table: string;
  mappedFields: number;
}

/** The active data types of the chosen source configuration. */
function useOffered(integration: api.Integration, configuration: string): Offered[] {
  const { data } = useConfigurations();
  const chosen = data?.find((c) => c.id === configuration);
  if (chosen === undefined) return configuration === integration.configuration.id ? integration.updates : [];
  return chosen.transfers.filter((t) => t.active);
}

/** Step 2: the types of updates of each data type, with words that say what each will do. */
export function UpdatesSection({ integration, form, onTick }: Props) {
  const { t } = useTranslation('integrations');
  const offered = useOffered(integration, form.configuration);
  const names = { created: t('updates.created'), updated: t('updates.updated'), deleted: t('updates.deleted') };
  const groups: TickGroup[] = offered.map((o) => {
    const ticked = form.updates[o.dataType] ?? [];
    const all = Object.values(domain.UpdateType).sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const values = { dataType: o.label, table: o.table, count: o.mappedFields };
    const deleted = form.hardDeletions ? t('updates.deletedHardHelp', values) : t('updates.deletedHelp', values);
    const help = { created: t('updates.createdHelp', values), updated: t('updates.updatedHelp', values), deleted };
    const summary = all.filter((u) => ticked.includes(u)).map((u) => names[u]).join(', ');
    return {
      key: o.dataType,
      from: o.label,
      to: o.table,
      summary: summary === '' ? t('updates.nothing') : summary,
      ticks: all.map((u) => ({ key: u, label: names[u], help: help[u], checked: ticked.includes(u) })),
    };
  });
  return (
    <section>
      <SectionHead title={t('updates.title')} sentence={t('updates.sentence')} />
      {groups.length === 0 ? (
        <div className="panel">
          <EmptyState
            small
            sentence={t('updates.none')}
            action={
              <Button component={Link} to={`/configuration/${form.configuration}`} size="xs">
                {t('updates.open')}
              </Button>
            }
          />
        </div>
      ) : (
        <TickBlock groups={groups} onTick={(dataType, update, checked) => onTick(dataType, update as domain.UpdateType, checked)} />
      )}
    </section>
  );
}

const order = [domain.UpdateType.created, domain.UpdateType.updated, domain.UpdateType.deleted];
