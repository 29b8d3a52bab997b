import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type api, domain } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { StatusChip } from '@/components/ui/status-chip';
import css from './overview-page.module.css';

/** What is not as it should be about the program itself. Absent when all is well. */
export function Health({ warnings }: { warnings: api.Warning[] }) {
  const { t } = useTranslation('overview');
  return (
    <section className={css.needs} aria-labelledby="health">
      <SectionHead
        id="health"
        title={t('health.title')}
        action={
          <Link to="/settings?support=1" className="link small">
            {t('health.support')}
          </Link>
        }
      />
      <div className="panel">
        {warnings.map((w) => (
          <div key={w.code + w.page} className={css.need}>
            <StatusChip kind={w.severity === domain.Severity.problem ? 'stopped' : 'needs'} size={16} />
            <div className="grow">
              <h2 className="row-title">{w.title}</h2>
              <p className="small muted">
                {w.words} {w.do}
              </p>
            </div>
            {w.page !== '' && (
              <Button component={Link} to={w.page} size="xs">
                {t('health.open')}
              </Button>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
