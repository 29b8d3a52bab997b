import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { NeedRow } from './need-row';
import css from './overview-page.module.css';
import { WarningRow } from './warning-row';

/** What waits for the person, of the integrations and of the program itself. */
export function NeedsYou({ needs, warnings }: { needs: api.Need[]; warnings: api.Warning[] }) {
  const { t } = useTranslation('overview');
  return (
    <section className={css.needs} aria-labelledby="needs-you">
      <SectionHead id="needs-you" title={t('needs.title')} />
      <div className="panel">
        {needs.map((need) => (
          <NeedRow key={`${need.code} ${need.integration} ${need.dataType} ${need.authorization}`} need={need} />
        ))}
        {warnings.map((warning) => (
          <WarningRow key={`${warning.code} ${warning.words}`} warning={warning} />
        ))}
      </div>
    </section>
  );
}
