import type { api } from '@/bridge/types';
import { AuthorizationsDialog } from '@/components/source/authorizations-dialog';
import type { Start } from '@/components/source/use-dialog-state';
import { useAuthorizationCalls, useAuthorizations, useSignIn } from '../api/use-authorizations';
import { useSourceSpec } from '../api/use-sources';

interface Props {
  source: api.Source;
  chosen?: string;
  start?: Start | undefined;
  onChoose?: (authorization: api.Authorization) => void;
  onClose: () => void;
}

/** The pop-up *See third-party service authorizations* of one service. */
export function AuthorizationsPopUp({ source, chosen = '', start, onChoose, onClose }: Props) {
  const calls = useAuthorizationCalls();
  const { data: authorizations, error, refetch } = useAuthorizations(source.id);
  const { data: spec, error: specError, refetch: refetchSpec } = useSourceSpec(source.id);
  const signIn = useSignIn(source.id);
  const retry = () => void Promise.all([refetch(), refetchSpec()]);
  return <AuthorizationsDialog source={spec?.source ?? source} spec={spec} authorizations={authorizations} signIn={signIn} error={error ?? specError} onRetry={retry} calls={calls} chosen={chosen} start={start} onChoose={onChoose} onClose={onClose} />;
}
