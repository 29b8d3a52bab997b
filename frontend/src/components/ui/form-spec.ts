/** One field of a form that comes from a specification. */
export interface FormFieldSpec {
  name: string;
  title: string;
  help: string;
  kind: string;
  required: boolean;
  /** JSON, or "". */
  default: string;
  examples: string[];
  pattern: string;
  /** How it is written, by example: "YYYY-MM-DD". */
  patternText: string;
  options: FormOptionSpec[];
  fields: FormFieldSpec[];
  /** What a list holds; absent: texts. */
  entry?: FormFieldSpec;
  min?: number | null;
  max?: number | null;
  hidden: boolean;
  /** Of a secret: a key of several lines. */
  multiline: boolean;
  /** Of a choice: the property that holds the option's value. */
  discriminator: string;
}

export interface FormOptionSpec {
  value: string;
  title: string;
  fields: FormFieldSpec[];
}

export type FormValues = Record<string, unknown>;

export const labelOf = (field: FormFieldSpec): string => (field.title === '' ? field.name : field.title);

/** A group in which nothing is asked for is not shown either. */
export const isShown = (field: FormFieldSpec): boolean => !field.hidden && (field.kind !== 'group' || field.fields.some(isShown));

function parsed(json: string): unknown {
  if (json === '') return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // A default that is no JSON is a plain text of a hand-written specification.
    return json;
  }
}

export function asValues(value: unknown): FormValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FormValues) : {};
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The values of an option of a choice, with its own constant in place. */
export function valuesOfOption(field: FormFieldSpec, option: FormOptionSpec, given: FormValues = {}): FormValues {
  return { ...defaultsOf(option.fields), ...given, ...(field.discriminator === '' ? {} : { [field.discriminator]: option.value }) };
}

export function chosenOption(field: FormFieldSpec, value: unknown): FormOptionSpec | undefined {
  const chosen = asValues(value)[field.discriminator];
  // A constant may be a number or true; the options tell their values as texts.
  return field.options.find((o) => (typeof chosen === 'string' || typeof chosen === 'number' || typeof chosen === 'boolean') && String(chosen) === o.value);
}

/** What a form holds before anybody types. */
export function defaultsOf(fields: FormFieldSpec[]): FormValues {
  const values: FormValues = {};
  for (const field of fields) {
    const given = parsed(field.default);
    if (field.kind === 'group') values[field.name] = { ...defaultsOf(field.fields), ...asValues(given) };
    else if (field.kind === 'choice') {
      const option = chosenOption(field, given) ?? (field.required ? field.options[0] : undefined);
      if (option !== undefined) values[field.name] = valuesOfOption(field, option, asValues(given));
    } else if (given !== undefined) values[field.name] = given;
    else if (field.kind === 'boolean') values[field.name] = false;
  }
  return values;
}

/** Whether anything in a group differs from how it stands before anybody types. */
export function isTouched(field: FormFieldSpec, value: unknown): boolean {
  return JSON.stringify(tidied(field.fields, asValues(value))) !== JSON.stringify(tidied(field.fields, defaultsOf(field.fields)));
}

/** The values to hand over: nothing that is blank, and no optional group that nobody touched. */
export function tidied(fields: FormFieldSpec[], values: FormValues): FormValues {
  const out: FormValues = {};
  const known = new Map(fields.map((f) => [f.name, f]));
  for (const [name, value] of Object.entries(values)) {
    const field = known.get(name);
    if (isBlank(value)) continue;
    if (field?.kind === 'group') {
      if (field.required || isTouched(field, value)) out[name] = tidied(field.fields, asValues(value));
    } else if (field?.kind === 'choice') out[name] = tidiedChoice(field, asValues(value));
    else if (field?.kind === 'list' && field.entry?.kind === 'group' && Array.isArray(value)) {
      const inner = field.entry.fields;
      out[name] = value.map((one) => tidied(inner, asValues(one)));
    } else out[name] = value;
  }
  return out;
}

/** What was typed for another way stays behind. */
function tidiedChoice(field: FormFieldSpec, values: FormValues): FormValues {
  const own = chosenOption(field, values)?.fields ?? [];
  const others = new Set(field.options.flatMap((o) => o.fields.map((f) => f.name)));
  return tidied(own, Object.fromEntries(Object.entries(values).filter(([name]) => !others.has(name) || own.some((f) => f.name === name))));
}
