import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { SignedSelect } from '@/components/ui/signed-select';
import { useSources } from '../api/use-sources';

/** Which service the new authorization is for. */
export function ChooseSourceDialog({ onChoose, onClose }: { onChoose: (source: api.Source) => void; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const { data = [], error, refetch, isPending } = useSources();
  const [id, setID] = useState<string | null>(null);
  const offered = data.filter((s) => s.needsAuthorization);
  const chosen = offered.find((s) => s.id === id);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('authorizations.create')}
      sentence={t('authorizations.which')}
      foot={
        <>
          <Button className="right" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" disabled={chosen === undefined} onClick={() => chosen !== undefined && onChoose(chosen)}>
            {t('continue')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
        <SignedSelect label={t('source.label')} placeholder={t('source.choose')} nothingFound={t('source.none')} options={offered.map((s) => ({ value: s.id, label: s.name, sign: signOf(s), note: s.category }))} value={id} onChange={setID} loading={isPending} />
      </div>
    </Dialog>
  );
}
