import type { api, domain } from '@/bridge/types';

/** Where a source field goes: a field of the table, or one to be made (then newFieldType is its type). */
export interface Target {
  to: string;
  newFieldType: string;
}

/** What is being put together in the Mapping pop-up; kept as a draft until it is saved. */
export interface MappingForm {
  table: string;
  /** The table is made when the mapping is saved. */
  isNew: boolean;
  assignments: api.Assignment[];
  /** Targets chosen for fields that are not added yet. */
  chosen: Record<string, Target>;
  /** Source fields in the primary key box that are not ticked yet. */
  pendingKey: string[];
}

export type RowState = 'added' | 'suggested' | 'none';

export interface MappingRow {
  field: api.SourceField;
  state: RowState;
  assignment?: api.Assignment;
  target?: Target;
}

export interface KeyRow {
  from: string;
  target?: Target;
  isTicked: boolean;
}

const none: Target = { to: '', newFieldType: '' };

export function assignmentOf(from: string, target: Target, suggestion?: api.Assignment): api.Assignment {
  return {
    from,
    to: target.to,
    newFieldType: target.newFieldType,
    primaryKey: false,
    keepEmptyText: suggestion?.keepEmptyText ?? false,
    dateOrder: suggestion?.dateOrder ?? '',
    decimalComma: suggestion?.decimalComma ?? false,
    added: false,
  };
}

/** A name for a new field: the last part of the path, in words. */
export function nameFor(path: string): string {
  const words = path.replaceAll('\\.', ' ').replaceAll('.', ' ').replaceAll(/[_-]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function storedForm(view: api.MappingView): MappingForm {
  return { table: view.table, isNew: view.proposed, assignments: view.assignments, chosen: {}, pendingKey: [] };
}

/** The fields the chosen table has, and those that saving will make. */
export function fieldsOfTable(view: api.MappingView, form: MappingForm): api.Field[] {
  const known = view.tables.find((t) => t.name === form.table)?.fields ?? [];
  const names = new Set(known.map((f) => f.name));
  const made: api.Field[] = [];
  const note = (target: Target) => {
    if (target.newFieldType === '' || target.to === '' || names.has(target.to)) return;
    names.add(target.to);
    made.push({ name: target.to, type: target.newFieldType as domain.FieldType, required: false, choices: [] });
  };
  form.assignments.forEach(note);
  Object.values(form.chosen).forEach(note);
  return [...known, ...made];
}

/** Suggestions that may be shown as such: into fields that exist, or into a table that is made anyway; of what the service sends anew also into a new field. */
export function suggestionsFor(view: api.MappingView, form: MappingForm, offered: api.Assignment[]): Map<string, api.Assignment> {
  const existing = new Set((form.isNew ? [] : (view.tables.find((t) => t.name === form.table)?.fields ?? [])).map((f) => f.name));
  const taken = new Set(form.assignments.map((a) => a.to));
  const types = new Map(view.newFields.map((f) => [f.name, f.type]));
  const fit = new Map<string, api.Assignment>();
  for (const s of offered) {
    const field = view.fields.find((f) => f.path === s.from);
    if (field === undefined || taken.has(s.to)) continue;
    const isMade = form.isNew || (field.new && s.newFieldType !== '');
    if (!isMade && !existing.has(s.to)) continue;
    const newFieldType = !isMade ? '' : s.newFieldType === '' ? (types.get(s.to) ?? field.type) : s.newFieldType;
    fit.set(s.from, { ...s, newFieldType, primaryKey: false });
  }
  return fit;
}

/** Every source field outside the primary key box, with what stands beside it; what the service sends anew comes before its like. */
export function rowsOf(view: api.MappingView, form: MappingForm, suggestions: Map<string, api.Assignment>): MappingRow[] {
  const assigned = new Map(form.assignments.map((a) => [a.from, a]));
  const order: Record<RowState, number> = { added: 0, suggested: 1, none: 2 };
  const rows = view.fields.flatMap((field): MappingRow[] => {
    const assignment = assigned.get(field.path);
    if (assignment?.primaryKey === true) return [];
    if (assignment !== undefined) return [{ field, state: 'added', assignment, target: assignment }];
    const chosen = form.chosen[field.path];
    if (chosen !== undefined) return [{ field, state: 'none', target: chosen }];
    const suggestion = suggestions.get(field.path);
    return [suggestion === undefined ? { field, state: 'none' } : { field, state: 'suggested', target: suggestion }];
  });
  return rows.sort((a, b) => order[a.state] - order[b.state] || Number(b.field.new) - Number(a.field.new));
}

/** The source fields that would make a key, when none is chosen yet. */
export function proposedKey(view: api.MappingView): string[] {
  if (view.key.paths.length > 0 && view.key.verdict !== 'unfit') return view.key.paths;
  const better = view.key.better[0] ?? view.fields.find((f) => f.service)?.path;
  return better === undefined ? [] : [better];
}

/** What stands in the primary key box: the ticked fields, then those still to be ticked. */
export function keyRows(view: api.MappingView, form: MappingForm, targetFor: (from: string) => Target | undefined): KeyRow[] {
  const ticked = form.assignments.filter((a) => a.primaryKey).map((a): KeyRow => ({ from: a.from, target: a, isTicked: true }));
  const pending = form.pendingKey.length > 0 || ticked.length > 0 ? form.pendingKey : [...proposedKey(view), ''].slice(0, Math.max(1, proposedKey(view).length));
  const waiting = pending.map((from): KeyRow => {
    const target = from === '' ? undefined : targetFor(from);
    return target === undefined ? { from, isTicked: false } : { from, target, isTicked: false };
  });
  return [...ticked, ...waiting];
}

/** Where a field would go: as assigned, chosen or suggested; into a new field of its own name otherwise. */
export function targetOf(view: api.MappingView, form: MappingForm, suggestions: Map<string, api.Assignment>, from: string): Target | undefined {
  const known = form.assignments.find((a) => a.from === from) ?? form.chosen[from] ?? suggestions.get(from);
  if (known !== undefined) return known;
  const field = view.fields.find((f) => f.path === from);
  if (field === undefined) return undefined;
  const to = nameFor(from);
  const existing = fieldsOfTable(view, form).find((f) => f.name.toLowerCase() === to.toLowerCase());
  if (existing === undefined) return { to, newFieldType: field.type };
  return form.assignments.some((a) => a.to === existing.name) ? none : { to: existing.name, newFieldType: '' };
}

/** Names of required fields of the table that nothing is read into. */
export function missingRequired(view: api.MappingView, form: MappingForm): string[] {
  const table = view.tables.find((t) => t.name === form.table);
  const fed = new Set(form.assignments.map((a) => a.to));
  return (table?.fields ?? []).filter((f) => f.required && !fed.has(f.name)).map((f) => f.name);
}

/** A whole mapping made of what is suggested, its key ticked: what guided set-up saves. */
export function suggestedMapping(view: api.MappingView): api.Assignment[] {
  if (view.assignments.some((a) => a.primaryKey)) return view.assignments;
  const form = storedForm(view);
  const suggestions = suggestionsFor(view, form, view.suggestions);
  const keys = proposedKey(view);
  const all = [...view.assignments, ...suggestions.values()];
  for (const key of keys) {
    if (all.some((a) => a.from === key)) continue;
    const target = targetOf(view, { ...form, assignments: all }, suggestions, key);
    if (target !== undefined && target.to !== '') all.push(assignmentOf(key, target));
  }
  return all.map((a) => ({ ...a, primaryKey: keys.includes(a.from) }));
}
