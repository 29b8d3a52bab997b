import { ActionIcon, Checkbox, Select, TagsInput, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { icon } from '@/components/ui/icon-size';
import { fieldTypes } from './field-types';
import css from './tables-page.module.css';

export const newField = (): api.Field => ({ name: '', type: domain.FieldType.text, required: false, choices: [] });

interface Props {
  field: api.Field;
  /** Counts from one; it tells the inputs of one field from those of another. */
  number: number;
  onChange: (field: api.Field) => void;
  onRemove?: (() => void) | undefined;
  /** A table that has rows cannot require what they do not have. */
  canBeRequired?: boolean;
  error?: string | undefined;
}

/** One field that is being described: name, type, required, and the choices of a choice. */
export function FieldDraft({ field, number, onChange, onRemove, canBeRequired = true, error }: Props) {
  const { t } = useTranslation('project');
  return (
    <div className={css.draftField} role="group" aria-label={t('field.number', { number })}>
      <TextInput aria-label={t('field.name')} placeholder={t('field.name')} value={field.name} onChange={(e) => onChange({ ...field, name: e.currentTarget.value })} error={error} data-autofocus={number === 1 && onRemove === undefined ? true : undefined} />
      <Select
        aria-label={t('field.type')}
        data={fieldTypes.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        value={field.type}
        onChange={(type) => onChange({ ...field, type: fieldTypes.find((known) => known === type) ?? field.type })}
      />
      <Checkbox label={t('field.required')} checked={field.required} disabled={!canBeRequired} onChange={(e) => onChange({ ...field, required: e.currentTarget.checked })} />
      {onRemove === undefined ? (
        <span />
      ) : (
        <ActionIcon variant="transparent" size={28} color="gray" aria-label={t('field.remove', { name: field.name })} onClick={onRemove}>
          <IconX {...icon} />
        </ActionIcon>
      )}
      {field.type === domain.FieldType.choice && (
        <TagsInput className={css.choices} aria-label={t('field.choices')} placeholder={t('field.choicesHelp')} value={field.choices} onChange={(choices) => onChange({ ...field, choices })} />
      )}
    </div>
  );
}
