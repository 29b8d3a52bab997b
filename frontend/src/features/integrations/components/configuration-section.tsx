import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { SectionHead } from '@/components/ui/section-head';
import { SignedSelect } from '@/components/ui/signed-select';
import { useConfigurations } from '../api/use-integrations';

interface Props {
  integration: api.Integration;
  value: string;
  onChange: (configuration: string) => void;
}

export function ConfigurationSection({ integration, value, onChange }: Props) {
  const { t } = useTranslation('integrations');
  const { data } = useConfigurations();
  const known = data ?? [{ id: integration.configuration.id, name: integration.configuration.name, source: integration.source }];
  return (
    <section className="form">
      <SectionHead title={t('configuration.title')} />
      <SignedSelect
        label={t('configuration.title')}
        hideLabel
        nothingFound={t('configuration.none')}
        options={known.map((c) => ({ value: c.id, label: c.name, sign: signOf(c.source), note: c.source.name }))}
        value={value}
        onChange={(next) => {
          if (next !== null && next !== value) onChange(next);
        }}
      />
    </section>
  );
}
