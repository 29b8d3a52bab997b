import type { api } from '@/bridge/types';
import { asValues, chosenOption, type FormFieldSpec, type FormValues, isShown, valuesOfOption } from '@/components/ui/form-spec';

/** One field of a form with the dotted path to its value; of a choice only which way is chosen. */
export interface Leaf {
  path: string;
  field: FormFieldSpec;
}

/** The fields a form asks for as things stand, groups and chosen ways opened. */
export function leavesOf(fields: FormFieldSpec[], values: FormValues, prefix = ''): Leaf[] {
  return fields.filter(isShown).flatMap((field) => {
    const path = prefix + field.name;
    if (field.kind === 'group') return leavesOf(field.fields, asValues(values[field.name]), `${path}.`);
    if (field.kind !== 'choice') return [{ path, field }];
    return [{ path, field }, ...leavesOf(chosenOption(field, values[field.name])?.fields ?? [], asValues(values[field.name]), `${path}.`)];
  });
}

export function valueAt(values: FormValues, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => asValues(at)[name], values);
}

function withValue(values: FormValues, path: string[], value: unknown): FormValues {
  const [name = '', ...rest] = path;
  return { ...values, [name]: rest.length === 0 ? value : withValue(asValues(values[name]), rest, value) };
}

/** Leaves as a flat form: fields named by their path, without what stands inside a choice. */
export const flatFields = (leaves: Leaf[]): FormFieldSpec[] => leaves.map(({ path, field }) => ({ ...field, name: path, title: field.title === '' ? field.name : field.title, options: field.kind === 'choice' ? field.options.map((o) => ({ ...o, fields: [] })) : field.options }));

export const flatValues = (leaves: Leaf[], values: FormValues): FormValues => Object.fromEntries(leaves.map(({ path }) => [path, valueAt(values, path)]));

/** What was typed into a flat form, back at its places. Another way begins with its defaults and keeps what was typed for it before. */
export function unflattened(leaves: Leaf[], values: FormValues, typed: FormValues): FormValues {
  return leaves.reduce((all, { path, field }) => {
    const [was, is] = [valueAt(values, path), typed[path]];
    if (was === is) return all;
    const option = field.kind === 'choice' ? chosenOption(field, is) : undefined;
    return withValue(all, path.split('.'), option === undefined ? is : valuesOfOption(field, option, asValues(was)));
  }, values);
}

/** The fields of an authorization as the person meets them. */
export interface Parts {
  /** Chooses among several ways to sign in. */
  way: Leaf | undefined;
  isBrowser: boolean;
  /** What the service shows of the business's own OAuth app. */
  client: Leaf[];
  /** Holds an address of the person's own, where the service takes no other. */
  redirect: Leaf | undefined;
  others: Leaf[];
}

export function partsOf(spec: api.SourceSpec, values: FormValues): Parts {
  const leaves = leavesOf(spec.authorization, values);
  const { signIn } = spec;
  if (signIn === undefined) return { way: undefined, isBrowser: false, client: [], redirect: undefined, others: leaves };
  const way = signIn.when === '' ? undefined : leaves.find(({ path, field }) => path === signIn.when || `${path}.${field.discriminator}` === signIn.when);
  const chosen = valueAt(values, signIn.when);
  const isBrowser = signIn.when === '' || chosen === signIn.whenValue;
  const rest = leaves.filter((l) => l !== way);
  if (!isBrowser) return { way, isBrowser, client: [], redirect: undefined, others: rest };
  const redirect = rest.find((l) => l.path === signIn.redirectField);
  const asked = rest.filter((l) => l !== redirect && !signIn.filled.includes(l.path));
  const isClient = (l: Leaf) => signIn.clientFields.includes(l.path);
  return { way, isBrowser, client: asked.filter(isClient), redirect, others: asked.filter((l) => !isClient(l)) };
}
