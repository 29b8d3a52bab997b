import type { api } from '@/bridge/types';
import { AuthorizationsDialog } from '@/components/source/authorizations-dialog';
import type { Start } from '@/components/source/use-dialog-state';
import { useAuthorizationsOf } from '../api/use-authorizations';

interface Props {
  source: api.Source;
  chosen?: string;
  start?: Start | undefined;
  onChoose?: (authorization: api.Authorization) => void;
  onClose: () => void;
}

/** The pop-up *See third-party service authorizations* of one service. */
export function AuthorizationsPopUp({ source, ...more }: Props) {
  const shown = useAuthorizationsOf(source.id);
  return <AuthorizationsDialog {...shown} {...more} source={shown.spec?.source ?? source} />;
}
