import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type api, domain } from '@/bridge/types';
import { Notice } from '@/components/ui/notice';

/** What is not as it should be about the program itself. Absent when all is well. */
export function Health({ warnings }: { warnings: api.Warning[] }) {
  const { t } = useTranslation('overview');
  return (
    <section className="panel" aria-label={t('health.title')}>
      {warnings.map((w, i) => (
        <Notice
          key={w.code + w.words}
          isRow
          kind={w.severity === domain.Severity.problem ? 'stopped' : 'needs'}
          title={w.title}
          actions={
            <>
              {i === 0 && (
                <Button component={Link} to="/settings?support=1" size="xs" variant="subtle">
                  {t('health.support')}
                </Button>
              )}
              {w.page !== '' && (
                <Button component={Link} to={w.page} size="xs">
                  {t('health.open')}
                </Button>
              )}
            </>
          }
        >
          {`${w.words} ${w.do}`}
        </Notice>
      ))}
    </section>
  );
}
