import { asValues, type FormFieldSpec, type FormValues } from '@/components/ui/form-spec';

/** What may rest in a draft: everything typed but the secrets. */
export function withoutSecrets(fields: FormFieldSpec[], values: FormValues): FormValues {
  const kept: FormValues = { ...values };
  for (const field of fields) {
    if (field.kind === 'secret') kept[field.name] = undefined;
    else if (field.kind === 'group') kept[field.name] = withoutSecrets(field.fields, asValues(values[field.name]));
    else if (field.kind === 'choice' && values[field.name] !== undefined) kept[field.name] = withoutSecrets(field.options.flatMap((o) => o.fields), asValues(values[field.name]));
  }
  return kept;
}
