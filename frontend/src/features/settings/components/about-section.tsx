import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { SectionHead } from '@/components/ui/section-head';
import css from './settings-page.module.css';

export function AboutSection({ about }: { about: api.About }) {
  const { t } = useTranslation('settings');
  return (
    <section>
      <SectionHead title={t('about.title')} />
      <dl className={css.facts}>
        <div>
          <dt>{t('about.version')}</dt>
          <dd>{about.version}</dd>
        </div>
        <div>
          <dt>{t('about.system')}</dt>
          <dd>{about.system}</dd>
        </div>
        <div>
          <dt>{t('about.privacy')}</dt>
          <dd>{t('about.privacyWords')}</dd>
        </div>
      </dl>
      <div className={css.actions}>
        <CopyButton text={`Tributary ${about.version}, ${about.system}`} label={t('about.copy')} />
      </div>
    </section>
  );
}
