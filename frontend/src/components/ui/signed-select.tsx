import { Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { icon } from './icon-size';
import { Monogram } from './monogram';
import css from './signed-select.module.css';

export interface SignedOption {
  value: string;
  label: string;
  /** Two letters, `folder` or `database`. */
  sign: string;
  /** Small grey words after the label: the service, the category. */
  note?: string;
}

interface Props {
  label: string;
  hideLabel?: boolean;
  help?: string;
  placeholder?: string;
  options: SignedOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string | undefined;
  disabled?: boolean;
  searchable?: boolean;
  nothingFound?: string;
  /** The choices are on their way. */
  loading?: boolean;
}

function Note({ text }: { text: string }) {
  return (
    <span className={css.note}>
      {text}
      <IconChevronDown {...icon} />
    </span>
  );
}

/** A drop-down whose choices bear the sign of a service; its search finds the note too. */
export function SignedSelect({ label, hideLabel = false, help, placeholder, options, value, onChange, error, disabled = false, searchable = true, nothingFound, loading = false }: Props) {
  const chosen = options.find((o) => o.value === value);
  const byValue = new Map(options.map((o) => [o.value, o]));
  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      description={help}
      placeholder={placeholder}
      error={error}
      disabled={disabled}
      searchable={searchable}
      loading={loading}
      nothingFoundMessage={nothingFound}
      data={options.map((o) => ({ value: o.value, label: o.label }))}
      value={value}
      onChange={onChange}
      leftSection={chosen && <Monogram text={chosen.sign} size="tiny" />}
      {...(chosen?.note === undefined ? {} : { rightSection: <Note text={chosen.note} />, rightSectionWidth: 'max-content' })}
      filter={({ options: all, search }) => {
        const wanted = search.trim().toLocaleLowerCase();
        return all.filter((o) => {
          if (!('value' in o)) return true;
          const option = byValue.get(o.value);
          return `${option?.label ?? ''} ${option?.note ?? ''}`.toLocaleLowerCase().includes(wanted);
        });
      }}
      renderOption={({ option }) => {
        const full = byValue.get(option.value);
        return (
          <span className={css.option}>
            <Monogram text={full?.sign ?? ''} size="tiny" />
            <span className="grow cut">{option.label}</span>
            {full?.note !== undefined && <span className="tiny faint">{full.note}</span>}
          </span>
        );
      }}
    />
  );
}
