import { asValues, chosenOption, type FormFieldSpec, type FormValues, isBlank, isTouched, labelOf } from './form-spec';

/** What is wrong with a field: a key of the ui texts, or words from outside. */
export type FormError =
  | { kind: 'required' | 'number' | 'whole'; label: string }
  | { kind: 'min' | 'max'; label: string; limit: number }
  | { kind: 'pattern'; label: string; example: string }
  | { kind: 'words'; words: string };

/** Errors by path: "password", "period.from", "sizes.0". */
export type FormErrors = Record<string, FormError>;

/** What the program behind the window found, at its fields. */
export const errorsOf = (problems: { field: string; words: string }[]): FormErrors => Object.fromEntries(problems.map((p) => [p.field, { kind: 'words', words: p.words }]));

/** The error of a field, or of the first entry of its list. */
export function errorAt(errors: FormErrors, path: string, isList: boolean): FormError | undefined {
  if (errors[path] !== undefined || !isList) return errors[path];
  return Object.entries(errors).find(([at]) => at.startsWith(`${path}.`))?.[1];
}

function asNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function matches(pattern: string, value: string): boolean {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags).test(value);
    } catch {
      // Strict reading refuses needless backslashes; a pattern that cannot be read at all is checked by the program alone.
    }
  }
  return true;
}

function checkOne(field: FormFieldSpec, value: unknown, label: string): FormError | undefined {
  if (isBlank(value)) return field.required ? { kind: 'required', label } : undefined;
  if (field.kind === 'integer' || field.kind === 'number') {
    const number = asNumber(value);
    if (Number.isNaN(number)) return { kind: 'number', label };
    if (field.kind === 'integer' && !Number.isInteger(number)) return { kind: 'whole', label };
    if (typeof field.min === 'number' && number < field.min) return { kind: 'min', label, limit: field.min };
    if (typeof field.max === 'number' && number > field.max) return { kind: 'max', label, limit: field.max };
  }
  if (field.pattern !== '' && typeof value === 'string' && !matches(field.pattern, value)) {
    return { kind: 'pattern', label, example: field.patternText === '' ? (field.examples[0] ?? '') : field.patternText };
  }
  return undefined;
}

/** Checks a whole form. A secret that is already stored may stay empty. */
export function checkForm(fields: FormFieldSpec[], values: FormValues, keptSecrets: readonly string[] = [], prefix = ''): FormErrors {
  return Object.assign({}, ...fields.filter((f) => !f.hidden).map((field) => checkField(field, values[field.name], keptSecrets, prefix + field.name))) as FormErrors;
}

function checkField(field: FormFieldSpec, value: unknown, kept: readonly string[], path: string): FormErrors {
  const label = labelOf(field);
  const one = (error: FormError | undefined): FormErrors => (error === undefined ? {} : { [path]: error });
  switch (field.kind) {
    case 'group':
      // An optional group is left out as a whole while nobody touches it.
      return field.required || isTouched(field, value) ? checkForm(field.fields, asValues(value), kept, `${path}.`) : {};
    case 'choice': {
      const option = chosenOption(field, value);
      if (option === undefined) return one(field.required ? { kind: 'required', label } : undefined);
      return checkForm(option.fields, asValues(value), kept, `${path}.`);
    }
    case 'list': {
      const { entry } = field;
      if (isBlank(value) || !Array.isArray(value) || entry === undefined) return one(checkOne(field, value, label));
      return Object.assign({}, ...value.map((v: unknown, i) => checkEntry(entry, v, label, kept, `${path}.${i}`))) as FormErrors;
    }
    case 'secret':
      if (isBlank(value) && kept.includes(path)) return {};
      return one(checkOne(field, value, label));
    default:
      return one(checkOne(field, value, label));
  }
}

function checkEntry(entry: FormFieldSpec, value: unknown, label: string, kept: readonly string[], path: string): FormErrors {
  return checkField({ ...entry, required: true, title: entry.title === '' ? label : entry.title }, value, kept, path);
}
