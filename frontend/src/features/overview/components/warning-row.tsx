import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type api, domain } from '@/bridge/types';
import { Notice } from '@/components/ui/notice';

/** One thing about the program itself that is not as it should be. */
export function WarningRow({ warning }: { warning: api.Warning }) {
  const { t } = useTranslation('overview');
  const { code, words, page } = warning;
  const isProblem = warning.severity === domain.Severity.problem;
  const label = code === 'outbox' ? t('need.outbox') : page === '/settings' ? t('need.settings') : t('need.open');
  const actions = (
    <>
      {isProblem && (
        <Button component={Link} to="/settings?support=1" size="xs" variant="subtle">
          {t('need.support')}
        </Button>
      )}
      {page !== '' && (
        <Button component={Link} to={page} size="xs">
          {label}
        </Button>
      )}
    </>
  );
  // A title of one sentence ends without a full stop, as those of the other rows.
  return (
    <Notice isRow kind={isProblem ? 'stopped' : 'needs'} title={words.replace(/^([^.]*)\.$/, '$1')} actions={actions}>
      {warning.do}
    </Notice>
  );
}
