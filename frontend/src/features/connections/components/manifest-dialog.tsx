import { Button } from '@mantine/core';
import { IconFileDescription } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { tryAt } from '../api/use-manifest-trial';
import { useInspectManifest, useLoadManifest } from '../api/use-sources';
import { ManifestName, ManifestProblems } from './manifest-report';

/** A service from a manifest file: what it offers, and what of it cannot run, before it is loaded. With a path that file is looked at at once. */
export function ManifestDialog({ path, onLoaded, onClose }: { path: string; onLoaded: (source: api.Source) => void; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const navigate = useNavigate();
  const inspect = useInspectManifest();
  const load = useLoadManifest();
  const { mutate: look } = inspect;
  useEffect(() => {
    if (path !== '') look(path);
  }, [path, look]);
  const report = inspect.data;
  const error = inspect.error ?? load.error;
  const use = useRef<HTMLButtonElement>(null);
  // Once the file is read, Enter takes it.
  useEffect(() => {
    if (report !== undefined) use.current?.focus();
  }, [report]);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('manifest.load')}
      sentence={t('manifest.sentence')}
      width={640}
      foot={
        <>
          <Button leftSection={<IconFileDescription {...icon} />} variant={report === undefined ? 'filled' : 'default'} loading={inspect.isPending} onClick={() => look(undefined)}>
            {t('manifest.choose')}
          </Button>
          <Button className="right" onClick={onClose}>
            {t('cancel')}
          </Button>
          {report !== undefined && (
            <Button disabled={!report.usable} onClick={() => void navigate(tryAt(report.path))}>
              {t('try.it')}
            </Button>
          )}
          {report !== undefined && (
            <Button ref={use} data-autofocus variant="filled" disabled={!report.usable} loading={load.isPending} onClick={() => load.mutate(report.path, { onSuccess: onLoaded })}>
              {t('manifest.use')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {error !== null && <ErrorView error={error} />}
        {report === undefined && error === null && <p className="muted">{t('manifest.safe')}</p>}
        {report !== undefined && <Report report={report} />}
      </div>
    </Dialog>
  );
}

function Report({ report }: { report: api.ManifestReport }) {
  const { t } = useTranslation('connections');
  return (
    <>
      <ManifestName report={report} />
      <div>
        <h2 className="row-title">{t('manifest.offers', { count: report.dataTypes.length })}</h2>
        <p className="small muted">{report.dataTypes.join(', ')}</p>
      </div>
      <ManifestProblems report={report} />
    </>
  );
}
