import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import type { api } from '@/bridge/types';
import { AuthorizationsPopUp } from '@/components/source/authorization-choice';
import type { Start } from '@/components/source/use-dialog-state';
import { toastProblem } from '@/components/ui/toast';
import { useAuthorizationCalls, useAuthorizations } from '../api/use-authorizations';
import { AuthorizationList } from './authorization-list';
import { ChooseSourceDialog } from './choose-source-dialog';
import { ConnectionTabs } from './tabs';

interface Open {
  source: api.Source;
  start?: Start | undefined;
}

/** Configuration → External Connections: the authorizations of all services. */
export function AuthorizationsPage() {
  const { t } = useTranslation('connections');
  const { data, error, refetch } = useAuthorizations('');
  const [isChoosing, setChoosing] = useState(false);
  const [opened, setOpen] = useState<Open>();
  const calls = useAuthorizationCalls();
  // Whatever waits for a sign-in leads here with the authorization it waits for: ?authorization=<id>.
  const [params, setParams] = useSearchParams();
  const asked = data?.find((a) => a.id === params.get('authorization'));
  const open = opened ?? (asked === undefined ? undefined : { source: asked.source, start: { kind: 'show', id: asked.id } as const });
  const close = () => {
    setOpen(undefined);
    setParams({}, { replace: true });
  };
  const signIn = (one: api.Authorization) => void calls.signInAgain(one).then(() => setOpen({ source: one.source }), toastProblem);
  const isEmpty = data?.length === 0;
  const create = (
    <Button leftSection={<IconPlus {...icon} />} variant={isEmpty ? 'filled' : 'default'} onClick={() => setChoosing(true)}>
      {t('authorizations.create')}
    </Button>
  );
  return (
    <Page title={t('title')} sentence={t('authorizations.sentence')} action={isEmpty ? undefined : create} tabs={<ConnectionTabs />}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows headed />}
      {data !== undefined && (isEmpty ? <EmptyState sentence={t('authorizations.empty')} action={create} /> : <AuthorizationList authorizations={data} onOpen={(source, start) => setOpen({ source, start })} onSignIn={signIn} />)}
      {isChoosing && (
        <ChooseSourceDialog
          onClose={() => setChoosing(false)}
          onChoose={(source) => {
            setChoosing(false);
            setOpen({ source, start: { kind: 'create' } });
          }}
        />
      )}
      {open !== undefined && <AuthorizationsPopUp source={open.source} start={open.start} onClose={close} />}
    </Page>
  );
}
