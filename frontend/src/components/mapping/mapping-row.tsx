import { ActionIcon, Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconLoader, IconX } from '@tabler/icons-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { icon, smallIcon } from '@/components/ui/icon-size';
import { AssignmentMenu } from './assignment-menu';
import css from './mapping.module.css';
import type { MappingRow as Row } from './model';
import { Samples } from './samples';
import { TargetSelect } from './target-select';
import type { MappingState } from './use-mapping-form';

interface Props {
  row: Row;
  table: string;
  taken: ReadonlySet<string>;
  label: string | undefined;
  state: MappingState;
}

/** The next row's button gets the focus, so that one goes down the list with Enter alone. */
function focusNext(event: MouseEvent<HTMLElement> | KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget.closest('[role=row]');
  const next = row?.nextElementSibling?.querySelector<HTMLElement>('[data-step]') ?? row?.previousElementSibling?.querySelector<HTMLElement>('[data-step]');
  next?.focus();
}

/** One source field: its samples, the field it goes to, and whether it is added. */
export function MappingRow({ row, table, taken, label, state }: Props) {
  const { t } = useTranslation('mapping');
  const { field, target } = row;
  const type = targetType(state, target?.to) ?? target?.newFieldType ?? '';
  const canAdd = target !== undefined && target.to !== '';
  return (
    <>
      <div role="cell" className={css.source} title={label ?? field.path}>
        <span className={`${css.name ?? ''} cut`}>{field.path}</span>
        <span className={css.type}>{t(`type.${field.type}`)}</span>
        {field.new && <span className={css.new}>{t('row.new')}</span>}
      </div>
      <div role="cell">
        <Samples values={field.samples} />
      </div>
      <IconArrowRight {...icon} className={css.arrow} />
      <div role="cell">
        <TargetSelect label={t('target.label', { field: field.path })} table={table} source={field} fields={state.fields} taken={taken} target={target} state={row.state} onChange={(next) => state.choose(field.path, next)} />
      </div>
      <div role="cell">
        {row.state === 'added' && (
          <span className={css.added} title={t('row.added')}>
            <IconCheck {...smallIcon} />
            <span className={css.word}>{t('row.added')}</span>
          </span>
        )}
        {row.state === 'suggested' && (
          <span className={css.suggested} title={t('row.suggested')}>
            <IconLoader {...smallIcon} />
            <span className={css.word}>{t('row.suggested')}</span>
          </span>
        )}
      </div>
      <div role="cell" className={css.end}>
        {row.state === 'added' && row.assignment !== undefined ? (
          <>
            <AssignmentMenu assignment={row.assignment} type={type} onChange={(more) => state.patch(field.path, more)} />
            <ActionIcon
              variant="transparent"
              size={28}
              color="var(--ink-2)"
              data-step
              aria-label={t('row.remove', { field: field.path })}
              onClick={(e) => {
                focusNext(e);
                state.remove(field.path);
              }}
            >
              <IconX {...icon} />
            </ActionIcon>
          </>
        ) : (
          <Button
            size="xs"
            data-step
            disabled={!canAdd}
            aria-label={t('row.addField', { field: field.path })}
            onClick={(e) => {
              if (target === undefined) return;
              focusNext(e);
              state.add(field.path, target);
            }}
          >
            {t('row.add')}
          </Button>
        )}
      </div>
    </>
  );
}

function targetType(state: MappingState, to: string | undefined): api.Field['type'] | undefined {
  return state.fields.find((f) => f.name === to)?.type;
}
