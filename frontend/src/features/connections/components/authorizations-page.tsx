import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import type { api } from '@/bridge/types';
import { useAuthorizations } from '../api/use-authorizations';
import { AuthorizationList } from './authorization-list';
import { AuthorizationsPopUp } from './authorizations-pop-up';
import { ChooseSourceDialog } from './choose-source-dialog';
import { ConnectionTabs } from './tabs';

interface Open {
  source: api.Source;
  start?: { kind: 'create' } | { kind: 'change'; id: string };
}

/** Configuration → External Connections: the authorizations of all services. */
export function AuthorizationsPage() {
  const { t } = useTranslation('connections');
  const { data, error, refetch } = useAuthorizations('');
  const [isChoosing, setChoosing] = useState(false);
  const [open, setOpen] = useState<Open>();
  const isEmpty = data?.length === 0;
  const create = (
    <Button leftSection={<IconPlus {...icon} />} variant={isEmpty ? 'filled' : 'default'} onClick={() => setChoosing(true)}>
      {t('authorizations.create')}
    </Button>
  );
  return (
    <Page title={t('title')} sentence={t('authorizations.sentence')} action={isEmpty ? undefined : create} tools={<ConnectionTabs tab="authorizations" />}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows />}
      {data !== undefined && (isEmpty ? <EmptyState sentence={t('authorizations.empty')} action={create} /> : <AuthorizationList authorizations={data} onOpen={(source, start) => setOpen(start === undefined ? { source } : { source, start })} />)}
      {isChoosing && (
        <ChooseSourceDialog
          onClose={() => setChoosing(false)}
          onChoose={(source) => {
            setChoosing(false);
            setOpen({ source, start: { kind: 'create' } });
          }}
        />
      )}
      {open !== undefined && <AuthorizationsPopUp source={open.source} start={open.start} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}
