import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api, domain } from '@/bridge/types';
import { useTickGroups } from '@/components/integration/use-tick-groups';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/section-head';
import { TickBlock } from '@/components/ui/tick-block';
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
  const groupOf = useTickGroups();
  const groups = offered.map((o) => groupOf(o, form.updates[o.dataType] ?? [], form.hardDeletions));
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
