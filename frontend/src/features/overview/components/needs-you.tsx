import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { NeedRow } from './need-row';
import css from './overview-page.module.css';

/** What waits for the person. Absent when nothing does. */
export function NeedsYou({ needs }: { needs: api.Need[] }) {
  const { t } = useTranslation('overview');
  return (
    <section className={css.needs} aria-labelledby="needs-you">
      <SectionHead id="needs-you" title={t('needs.title')} />
      <div className="panel">
        {needs.map((need) => (
          <NeedRow key={`${need.code} ${need.integration} ${need.dataType} ${need.authorization}`} need={need} />
        ))}
      </div>
    </section>
  );
}
