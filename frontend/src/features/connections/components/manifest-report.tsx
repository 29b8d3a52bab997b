import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Details } from '@/components/ui/details';
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

/** What of a manifest cannot run, each part with its place in the file; one click away where the rest can. */
export function ManifestProblems({ report }: { report: api.ManifestReport }) {
  const { t } = useTranslation('connections');
  const { problems, usable } = report;
  if (!usable) {
    return (
      <div>
        <StatusChip kind="stopped">{t('manifest.unusable')}</StatusChip>
        <ul className={css.problems}>
          {problems.map((p) => (
            <li key={`${p.path} ${p.words}`}>
              <p className="small muted">{p.words}</p>
              <code>{p.path}</code>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (problems.length === 0) return <StatusChip kind="fine">{t('manifest.all')}</StatusChip>;
  return (
    <div>
      <StatusChip kind="needs">{t('manifest.some', { count: problems.length })}</StatusChip>
      <p className="small muted">{t('manifest.left', { count: problems.length })}</p>
      <Details text={problems.map((p) => `${p.path}\n${p.words}`).join('\n\n')} />
    </div>
  );
}
