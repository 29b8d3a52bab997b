import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { api } from '@/bridge/types';
import { useDraft } from '@/hooks/use-draft';
import { assignmentOf, fieldsOfTable, keyRows, type MappingForm, missingRequired, rowsOf, storedForm, suggestionsFor, type Target, targetOf } from './model';

/** The program behind the pop-up, handed in by the feature that opens it. */
export interface MappingCalls {
  advise: (paths: string[]) => Promise<api.KeyAdvice>;
  suggest: (table: string) => Promise<api.Assignment[]>;
  save: (input: api.MappingInput) => Promise<unknown>;
  preview: () => void;
}

const nothing: api.Assignment[] = [];

/** What is put together in the Mapping pop-up: a draft until it is saved. */
export function useMappingForm(view: api.MappingView, calls: MappingCalls) {
  const draft = useDraft<MappingForm | undefined>(`mapping:${view.transfer.id}`, undefined);
  const stored = useMemo(() => storedForm(view), [view]);
  const form = draft.isDraft && draft.value !== undefined ? draft.value : stored;
  const { set } = draft;
  const change = useCallback((next: (was: MappingForm) => Partial<MappingForm>) => set((was) => ({ ...(was ?? stored), ...next(was ?? stored) })), [set, stored]);

  const isOwnTable = form.table === view.table || (form.isNew && view.proposed);
  const fetched = useQuery({ queryKey: ['mapping-suggestions', view.transfer.id, form.table], queryFn: () => calls.suggest(form.table), enabled: !isOwnTable });
  const offered = isOwnTable ? view.suggestions : (fetched.data ?? nothing);
  const suggestions = useMemo(() => suggestionsFor(view, form, offered), [view, form, offered]);
  const rows = useMemo(() => rowsOf(view, form, suggestions), [view, form, suggestions]);
  const fields = useMemo(() => fieldsOfTable(view, form), [view, form]);
  const targetFor = (from: string) => targetOf(view, form, suggestions, from);

  const add = (from: string, target: Target, primaryKey = false) =>
    change((was) => {
      const { [from]: _, ...chosen } = was.chosen;
      const made = { ...assignmentOf(from, target, suggestions.get(from)), primaryKey };
      return { chosen, assignments: [...was.assignments.filter((a) => a.from !== from), made], pendingKey: was.pendingKey.filter((p) => p !== from) };
    });
  const patch = (from: string, more: Partial<api.Assignment>) => change((was) => ({ assignments: was.assignments.map((a) => (a.from === from ? { ...a, ...more } : a)) }));

  return {
    form,
    rows,
    fields,
    keys: keyRows(view, form, targetFor),
    missing: missingRequired(view, form),
    isChanged: JSON.stringify(form) !== JSON.stringify(stored),
    add,
    patch,
    targetFor,
    remove: (from: string) => change((was) => ({ assignments: was.assignments.filter((a) => a.from !== from) })),
    choose: (from: string, target: Target) =>
      form.assignments.some((a) => a.from === from) ? patch(from, { to: target.to, newFieldType: target.newFieldType }) : change((was) => ({ chosen: { ...was.chosen, [from]: { to: target.to, newFieldType: target.newFieldType } } })),
    addSuggestions: () => change((was) => ({ assignments: [...was.assignments, ...rows.flatMap((r) => (r.state === 'suggested' && r.target ? [assignmentOf(r.field.path, r.target, suggestions.get(r.field.path))] : []))] })),
    /** Puts another source field in a row of the primary key box; what was the key stays as an ordinary assignment. */
    changeKey: (was: string, from: string) => {
      const before = form.assignments.find((a) => a.from === was && a.primaryKey);
      change((f) => ({
        assignments: f.assignments.map((a) => (a.from === was ? { ...a, primaryKey: false } : a)),
        pendingKey: before === undefined && f.pendingKey.length > 0 ? f.pendingKey.map((p) => (p === was ? from : p)) : [...f.pendingKey, from],
      }));
    },
    tickKey: (from: string, isTicked: boolean) => {
      const known = form.assignments.some((a) => a.from === from);
      const target = targetFor(from);
      if (!known && target !== undefined && target.to !== '') add(from, target, isTicked);
      else change((was) => ({ assignments: was.assignments.map((a) => (a.from === from ? { ...a, primaryKey: isTicked } : a)), pendingKey: isTicked ? was.pendingKey.filter((p) => p !== from) : was.pendingKey }));
    },
    addKeyRow: () => change((was) => ({ pendingKey: [...was.pendingKey, ''] })),
    dropKeyRow: (from: string) => change((was) => ({ pendingKey: was.pendingKey.filter((p) => p !== from) })),
    changeTable: (table: string, isNew: boolean) => change(() => ({ table, isNew, assignments: [], chosen: {}, pendingKey: form.assignments.filter((a) => a.primaryKey).map((a) => a.from) })),
    restore: (was: MappingForm) => set(was),
    forget: draft.forget,
  };
}

export type MappingState = ReturnType<typeof useMappingForm>;
