import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from '@/components/ui/form-dialog';
import { icon } from '@/components/ui/icon-size';
import { SectionHead } from '@/components/ui/section-head';
import { toastDone } from '@/components/ui/toast';
import { useDraft } from '@/hooks/use-draft';
import { useCreateTable } from '../api/use-tables';
import { FieldDraft, newField } from './field-draft';
import css from './tables-page.module.css';

/** A table of one's own: a name and its fields. What is typed survives closing. */
export function CreateTableDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('project');
  const navigate = useNavigate();
  const { value, set, forget } = useDraft('create-table', { name: '', fields: [newField()] });
  const { mutate, isPending, error } = useCreateTable();
  const [isChecked, setChecked] = useState(false);
  const name = value.name.trim();
  const isComplete = name !== '' && value.fields.every((f) => f.name.trim() !== '');
  const submit = () => {
    setChecked(true);
    if (!isComplete) return;
    mutate(
      { name, fields: value.fields },
      {
        onSuccess: (table) => {
          forget();
          toastDone(t('create.done', { name: table.name }));
          void navigate(`/project/${encodeURIComponent(table.name)}`);
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('create.title')}
      sentence={t('create.sentence')}
      width={640}
      verb={t('create.do')}
      isBusy={isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('create.name')} placeholder={t('create.example')} value={value.name} onChange={(e) => set({ ...value, name: e.currentTarget.value })} error={isChecked && name === '' ? t('nameMissing') : undefined} data-autofocus />
      <div>
        <SectionHead title={t('part.fields')} sentence={t('create.fields')} />
        <div className={css.draftFields}>
          {value.fields.map((field, i) => (
            <FieldDraft
              key={i}
              field={field}
              number={i + 1}
              onChange={(next) => set({ ...value, fields: value.fields.map((f, at) => (at === i ? next : f)) })}
              onRemove={value.fields.length === 1 ? undefined : () => set({ ...value, fields: value.fields.filter((_, at) => at !== i) })}
              error={isChecked && field.name.trim() === '' ? t('nameMissing') : undefined}
            />
          ))}
          <div>
            <Button size="xs" leftSection={<IconPlus {...icon} />} onClick={() => set({ ...value, fields: [...value.fields, newField()] })}>
              {t('field.add')}
            </Button>
          </div>
        </div>
      </div>
    </FormDialog>
  );
}
