import { Checkbox, Collapse } from '@mantine/core';
import { IconArrowRight, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { icon, smallIcon } from './icon-size';
import css from './tick-block.module.css';

export interface Tick {
  key: string;
  label: string;
  /** What the tick will do. */
  help: string;
  checked: boolean;
}

export interface TickGroup {
  key: string;
  from: string;
  to: string;
  /** What is ticked, said while it is shut. */
  summary: string;
  ticks: Tick[];
}

interface Props {
  groups: TickGroup[];
  onTick: (group: string, tick: string, checked: boolean) => void;
  /** Which group is open at first; the first one without it. */
  initiallyOpen?: string;
  roomy?: boolean;
}

/** Names that open to their ticks, one under the other: from → to, and what is ticked. */
export function TickBlock({ groups, onTick, initiallyOpen, roomy = false }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([initiallyOpen ?? groups[0]?.key ?? '']));
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <div className="panel">
      {groups.map((group) => (
        <Group key={group.key} group={group} isOpen={open.has(group.key)} onToggle={() => toggle(group.key)} onTick={(tick, checked) => onTick(group.key, tick, checked)} roomy={roomy} />
      ))}
    </div>
  );
}

interface GroupProps {
  group: TickGroup;
  isOpen: boolean;
  onToggle: () => void;
  onTick: (tick: string, checked: boolean) => void;
  roomy: boolean;
}

function Group({ group, isOpen, onToggle, onTick, roomy }: GroupProps) {
  const id = useId();
  return (
    <div className={css.group} data-roomy={roomy || undefined}>
      <button type="button" className={css.head} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        {isOpen ? <IconChevronDown {...icon} className={css.sign} /> : <IconChevronRight {...icon} className={css.sign} />}
        <span className={css.from}>{group.from}</span>
        <IconArrowRight {...smallIcon} className={css.arrow} />
        <span className="muted cut">{group.to}</span>
        <span className={`small faint right nowrap`}>{group.summary}</span>
      </button>
      <Collapse expanded={isOpen} id={id} transitionDuration={140}>
        <div className={css.ticks}>
          {group.ticks.map((tick) => (
            <Checkbox key={tick.key} className={css.tick} label={tick.label} description={tick.help} checked={tick.checked} onChange={(e) => onTick(tick.key, e.currentTarget.checked)} />
          ))}
        </div>
      </Collapse>
    </div>
  );
}
