import { useState } from 'react';
import type { api } from '@/bridge/types';
import { useAuthorizationsOf } from '@/bridge/use-sign-in';
import { AuthorizationCard } from './authorization-card';
import { AuthorizationsDialog } from './authorizations-dialog';
import type { Start } from './use-dialog-state';

interface PopUpProps {
  source: api.Source;
  chosen?: string;
  start?: Start | undefined;
  onChoose?: (authorization: api.Authorization) => void;
  onClose: () => void;
}

/** The pop-up *See third-party service authorizations* of one service. */
export function AuthorizationsPopUp({ source, ...more }: PopUpProps) {
  const shown = useAuthorizationsOf(source.id);
  return <AuthorizationsDialog {...shown} {...more} source={shown.spec?.source ?? source} />;
}

interface Props {
  source: api.Source;
  /** Id, "" for none. */
  chosen: string;
  /** Shown until the list of them is there. */
  known?: api.Authorization | undefined;
  error?: string | undefined;
  onChoose: (id: string) => void;
}

/** The authorization of a form, and the pop-up to choose another. */
export function AuthorizationChoice({ source, chosen, known, error, onChoose }: Props) {
  const { authorizations } = useAuthorizationsOf(source.id);
  const [seeing, setSeeing] = useState<{ start?: Start | undefined }>();
  const authorization = authorizations?.find((a) => a.id === chosen) ?? (known?.id === chosen ? known : undefined);
  return (
    <>
      <AuthorizationCard authorization={authorization} error={error} onSee={(start) => setSeeing({ start })} />
      {seeing !== undefined && (
        <AuthorizationsPopUp
          start={seeing.start}
          source={source}
          chosen={chosen}
          onClose={() => setSeeing(undefined)}
          onChoose={(one) => {
            onChoose(one.id);
            setSeeing(undefined);
          }}
        />
      )}
    </>
  );
}
