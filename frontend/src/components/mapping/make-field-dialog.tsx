import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { domain } from '@/bridge/types';
import { FormDialog } from '@/components/ui/form-dialog';
import type { Target } from './model';

interface Props {
  table: string;
  name: string;
  type: string;
  names: string[];
  onClose: () => void;
  onMake: (target: Target) => void;
}

/** A field made on the spot: its name and its type. */
export function MakeFieldDialog({ table, name, type, names, onClose, onMake }: Props) {
  const { t } = useTranslation('mapping');
  const [typed, setTyped] = useState(name);
  const [chosen, setChosen] = useState(type);
  const [isTried, setTried] = useState(false);
  const wanted = typed.trim();
  const isTaken = names.some((n) => n.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  const error = wanted === '' ? t('make.nameMissing') : isTaken ? t('make.taken', { table, name: wanted }) : undefined;
  const submit = () => {
    setTried(true);
    if (error !== undefined) return;
    onMake({ to: wanted, newFieldType: chosen });
    onClose();
  };
  return (
    <FormDialog title={t('make.title', { table })} sentence={t('make.sentence')} verb={t('make.do')} onSubmit={submit} onClose={onClose}>
      <TextInput label={t('make.name')} value={typed} data-autofocus onChange={(e) => setTyped(e.currentTarget.value)} error={isTried || isTaken ? error : undefined} />
      <Select label={t('make.type')} data={Object.values(domain.FieldType).filter((f) => f !== domain.FieldType.choice).map((f) => ({ value: f, label: t(`type.${f}`) }))} value={chosen} onChange={(next) => setChosen(next ?? type)} />
    </FormDialog>
  );
}
