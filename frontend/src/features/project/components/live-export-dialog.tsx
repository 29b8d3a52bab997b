import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Field } from '@/components/ui/field';
import { FilePickerField } from '@/components/ui/file-picker-field';
import { FormDialog } from '@/components/ui/form-dialog';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { pickPath, useChooseLiveExport } from '../api/use-live-export';
import css from './live-export.module.css';

interface Props {
  now: api.LiveExport;
  tables: api.Table[];
  onClose: () => void;
}

/** Where tables are written to after every run, in which format, and which of them. */
export function LiveExportDialog({ now, tables, onClose }: Props) {
  const { t } = useTranslation('project');
  const { mutate, isPending, error } = useChooseLiveExport();
  const [choice, setChoice] = useState({ folder: now.folder, format: now.format === '' ? 'xlsx' : now.format, tables: now.tables });
  const [isChecked, setChecked] = useState(false);
  const format = choice.format as 'xlsx' | 'csv' | 'jsonl';
  const isMissing = choice.folder.trim() === '';
  const submit = () => {
    setChecked(true);
    if (!isMissing) mutate({ ...choice, folder: choice.folder.trim() }, { onSuccess: onClose });
  };
  return (
    <FormDialog title={t('live.title')} sentence={t('live.dialogSentence')} verb={t('live.save')} isBusy={isPending} error={error} onSubmit={submit} onClose={onClose}>
      <FilePickerField
        label={t('live.folder')}
        help={t('live.folderHelp')}
        value={choice.folder}
        emptyText={t('live.folderEmpty')}
        chooseLabel={t('live.pick')}
        pick={() => pickPath(true)}
        onChange={(folder) => setChoice({ ...choice, folder })}
        error={isChecked && isMissing ? t('live.folderMissing') : undefined}
      />
      <Field label={t('live.format')} help={t(`export.${format}Help`)}>
        <SegmentedTabs
          label={t('live.format')}
          value={choice.format}
          onChange={(format) => setChoice({ ...choice, format })}
          options={[
            { value: 'xlsx', label: t('live.xlsx') },
            { value: 'csv', label: t('export.csv') },
            { value: 'jsonl', label: t('export.jsonl') },
          ]}
        />
      </Field>
      <MultiSelect
        className={choice.tables.length === 0 ? css.all : undefined}
        label={t('live.tables')}
        placeholder={choice.tables.length === 0 ? t('live.allTables') : ''}
        data={tables.map((table) => table.name)}
        value={choice.tables}
        onChange={(names) => setChoice({ ...choice, tables: names })}
        searchable={tables.length > 8}
      />
    </FormDialog>
  );
}
