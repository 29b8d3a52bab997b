import { asValues, chosenOption, type FormFieldSpec, type FormValues } from './form-spec';

/** The stored secrets that would stay: in a choice those of the way that is stored, as long as it is chosen. */
export function keptSecrets(fields: FormFieldSpec[], stored: FormValues, values: FormValues, paths: readonly string[], prefix = ''): string[] {
  return fields.flatMap((field) => {
    const path = prefix + field.name;
    const [was, is] = [asValues(stored[field.name]), asValues(values[field.name])];
    if (field.kind === 'group') return keptSecrets(field.fields, was, is, paths, `${path}.`);
    if (field.kind !== 'choice') return paths.includes(path) ? [path] : [];
    const option = chosenOption(field, is);
    return option !== undefined && option === chosenOption(field, was) ? keptSecrets(option.fields, was, is, paths, `${path}.`) : [];
  });
}

/** What may rest in a draft: everything typed but the secrets. */
export function withoutSecrets(fields: FormFieldSpec[], values: FormValues): FormValues {
  const kept: FormValues = { ...values };
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (field.kind === 'secret') kept[field.name] = undefined;
    else if (field.kind === 'group') kept[field.name] = withoutSecrets(field.fields, asValues(value));
    // What was typed for another way may still stand there, so the secrets of all ways are taken out.
    else if (field.kind === 'choice') kept[field.name] = field.options.reduce((rest, o) => withoutSecrets(o.fields, rest), asValues(value));
    else if (field.kind === 'list' && field.entry !== undefined && Array.isArray(value)) {
      const { entry } = field;
      if (entry.kind === 'secret') kept[field.name] = undefined;
      else if (entry.kind === 'group') kept[field.name] = value.map((one) => withoutSecrets(entry.fields, asValues(one)));
    }
  }
  return kept;
}
