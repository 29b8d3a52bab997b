import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { icon } from '@/components/ui/icon-size';
import css from './order.module.css';

interface Props {
  label: string;
  feeders: api.Feeder[];
  onChange: (feeders: api.Feeder[]) => void;
}

/** Integrations in the order in which they decide; each can be moved up and down. */
export function FeederList({ label, feeders, onChange }: Props) {
  const { t } = useTranslation('order');
  const move = (from: number, to: number) => {
    const next = feeders.filter((_, i) => i !== from);
    const moved = feeders[from];
    if (moved !== undefined) next.splice(to, 0, moved);
    onChange(next);
  };
  return (
    <ol className={css.list} aria-label={label}>
      {feeders.map((f, i) => (
        <li key={`${f.integration} ${f.dataType}`} className={css.feeder}>
          <span className={css.place}>{i + 1}</span>
          <span className="cut">
            <b>{f.name}</b> <span className="small faint">{f.label}</span>
          </span>
          <span className="right row">
            <ActionIcon variant="subtle" size={28} disabled={i === 0} onClick={() => move(i, i - 1)} aria-label={t('up', { name: f.name, dataType: f.label })}>
              <IconArrowUp {...icon} />
            </ActionIcon>
            <ActionIcon variant="subtle" size={28} disabled={i === feeders.length - 1} onClick={() => move(i, i + 1)} aria-label={t('down', { name: f.name, dataType: f.label })}>
              <IconArrowDown {...icon} />
            </ActionIcon>
          </span>
        </li>
      ))}
    </ol>
  );
}
