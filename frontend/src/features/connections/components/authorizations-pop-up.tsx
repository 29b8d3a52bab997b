import type { api } from '@/bridge/types';
import { AuthorizationsDialog } from '@/components/source/authorizations-dialog';
import { useAuthorizationCalls, useAuthorizations } from '../api/use-authorizations';
import { useSourceSpec } from '../api/use-sources';

interface Props {
  source: api.Source;
  chosen?: string;
  start?: { kind: 'create' } | { kind: 'change'; id: string } | undefined;
  onChoose?: (authorization: api.Authorization) => void;
  onClose: () => void;
}

/** The pop-up *See third-party service authorizations* of one service. */
export function AuthorizationsPopUp({ source, chosen = '', start, onChoose, onClose }: Props) {
  const calls = useAuthorizationCalls();
  const { data: authorizations, error } = useAuthorizations(source.id);
  const { data: spec, error: specError } = useSourceSpec(source.id);
  return <AuthorizationsDialog source={spec?.source ?? source} spec={spec} authorizations={authorizations} error={error ?? specError} calls={calls} chosen={chosen} start={start} onChoose={onChoose} onClose={onClose} />;
}
