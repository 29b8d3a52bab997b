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
  patternText: string;
  options: FormOptionSpec[];
  fields: FormFieldSpec[];
  min?: number | null;
  max?: number | null;
  hidden: boolean;
  /** Of a choice: the property that holds the option's value. */
  discriminator: string;
}

export interface FormOptionSpec {
  value: string;
  title: string;
  fields: FormFieldSpec[];
}

export type FormValues = Record<string, unknown>;

/** What is wrong with a field: a key of the ui texts, or words from outside. */
export type FormError = { kind: 'required' | 'number'; label: string } | { kind: 'min' | 'max'; label: string; limit: number } | { kind: 'pattern'; label: string; words: string } | { kind: 'words'; words: string };

/** Errors by path: "password", "period.from". */
export type FormErrors = Record<string, FormError>;

/** What the program behind the window found, at its fields. */
export const errorsOf = (problems: { field: string; words: string }[]): FormErrors => Object.fromEntries(problems.map((p) => [p.field, { kind: 'words', words: p.words }]));

export const labelOf = (field: FormFieldSpec): string => (field.title === '' ? field.name : field.title);

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

/** The values of an option of a choice, with its own constant in place. */
export function valuesOfOption(field: FormFieldSpec, option: FormOptionSpec): FormValues {
  return { ...defaultsOf(option.fields), ...(field.discriminator === '' ? {} : { [field.discriminator]: option.value }) };
}

export function chosenOption(field: FormFieldSpec, value: unknown): FormOptionSpec | undefined {
  const values = asValues(value);
  return field.options.find((o) => values[field.discriminator] === o.value);
}

/** What a form holds before anybody types. */
export function defaultsOf(fields: FormFieldSpec[]): FormValues {
  const values: FormValues = {};
  for (const field of fields) {
    const given = parsed(field.default);
    if (given !== undefined) values[field.name] = given;
    else if (field.kind === 'group') values[field.name] = defaultsOf(field.fields);
    else if (field.kind === 'boolean') values[field.name] = false;
    else if (field.kind === 'choice' && field.required && field.options[0] !== undefined) values[field.name] = valuesOfOption(field, field.options[0]);
  }
  return values;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function checkOne(field: FormFieldSpec, value: unknown): FormError | undefined {
  const label = labelOf(field);
  if (isBlank(value)) return field.required ? { kind: 'required', label } : undefined;
  if (field.kind === 'integer' || field.kind === 'number') {
    if (typeof value !== 'number' || Number.isNaN(value)) return { kind: 'number', label };
    if (typeof field.min === 'number' && value < field.min) return { kind: 'min', label, limit: field.min };
    if (typeof field.max === 'number' && value > field.max) return { kind: 'max', label, limit: field.max };
  }
  if (field.pattern !== '' && typeof value === 'string' && !matches(field.pattern, value)) return { kind: 'pattern', label, words: field.patternText };
  return undefined;
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // A pattern this browser cannot read is checked by the backend alone.
    return true;
  }
}

/** Checks a whole form. A secret that is already stored may stay empty. */
export function checkForm(fields: FormFieldSpec[], values: FormValues, keptSecrets: readonly string[] = [], prefix = ''): FormErrors {
  let errors: FormErrors = {};
  for (const field of fields) {
    const path = prefix + field.name;
    const value = values[field.name];
    if (field.kind === 'group') {
      errors = { ...errors, ...checkForm(field.fields, asValues(value), keptSecrets, `${path}.`) };
      continue;
    }
    if (field.kind === 'choice') {
      const option = chosenOption(field, value);
      if (option !== undefined) errors = { ...errors, ...checkForm(option.fields, asValues(value), keptSecrets, `${path}.`) };
      else if (field.required) errors[path] = { kind: 'required', label: labelOf(field) };
      continue;
    }
    if (field.kind === 'secret' && isBlank(value) && keptSecrets.includes(path)) continue;
    const error = checkOne(field, value);
    if (error !== undefined) errors[path] = error;
  }
  return errors;
}
