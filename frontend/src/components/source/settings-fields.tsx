import { FormFromSpec } from '@/components/ui/form-from-spec';
import type { FormErrors } from '@/components/ui/form-check';
import { type FormFieldSpec, type FormValues, isShown } from '@/components/ui/form-spec';

interface Props {
  fields: FormFieldSpec[];
  values: FormValues;
  errors: FormErrors;
  onChange: (values: FormValues) => void;
  /** Opens the system's window for a folder, or for one file; undefined when nothing was chosen. */
  pickPath: (isFolder: boolean) => Promise<string | undefined>;
}

/** The settings of a source configuration; a path is a folder, one file, or typed. */
export function SettingsFields({ fields, values, errors, onChange, pickPath }: Props) {
  if (!fields.some(isShown)) return null;
  return <FormFromSpec fields={fields} values={values} errors={errors} onChange={onChange} pickPath={() => pickPath(true)} pickFile={() => pickPath(false)} />;
}
