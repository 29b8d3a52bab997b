import { FormFields } from '@/components/ui/form-from-spec';
import type { FormErrors } from '@/components/ui/form-check';
import type { FormValues } from '@/components/ui/form-spec';
import { flatFields, flatValues, type Leaf, unflattened } from './sign-in-fields';
import css from './source.module.css';

export interface FormPartProps {
  leaves: Leaf[];
  values: FormValues;
  onChange: (values: FormValues) => void;
  errors: FormErrors;
  kept: readonly string[];
  /** Two short fields on one line. */
  sideBySide?: boolean;
}

/** Some fields of a form, wherever they stand in its groups. */
export function FormPart({ leaves, values, onChange, errors, kept, sideBySide = false }: FormPartProps) {
  if (leaves.length === 0) return null;
  return (
    <div className={sideBySide ? css.sideBySide : undefined}>
      <FormFields fields={flatFields(leaves)} values={flatValues(leaves, values)} onChange={(typed) => onChange(unflattened(leaves, values, typed))} errors={errors} keptSecrets={kept} pickPath={undefined} pickFile={undefined} prefix="" />
    </div>
  );
}
