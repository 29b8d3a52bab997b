import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { StatusChip } from '@/components/ui/status-chip';
import css from './connections.module.css';

/** Which manifest file it is. */
export function ManifestName({ report }: { report: api.ManifestReport }) {
  return (
    <div>
      <h2 className="row-title">{report.name}</h2>
      <p className="tiny faint cut" title={report.path}>{report.path}</p>
    </div>
  );
}

/** What of a manifest cannot run, each part with its place in the file. */
export function ManifestProblems({ report }: { report: api.ManifestReport }) {
  const { t } = useTranslation('connections');
  if (report.problems.length === 0) return report.usable ? <StatusChip kind="fine">{t('manifest.all')}</StatusChip> : <StatusChip kind="stopped">{t('manifest.unusable')}</StatusChip>;
  return (
    <div>
      <StatusChip kind={report.usable ? 'needs' : 'stopped'}>{report.usable ? t('manifest.some', { count: report.problems.length }) : t('manifest.unusable')}</StatusChip>
      <ul className={css.problems}>
        {report.problems.map((p) => (
          <li key={`${p.path} ${p.words}`}>
            <code>{p.path}</code>
            <p className="small muted">{p.words}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
