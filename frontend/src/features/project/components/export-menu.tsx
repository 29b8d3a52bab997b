import { Button, Menu } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { icon } from '@/components/ui/icon-size';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { type Query, useExport } from '../api/use-rows';

const formats = ['xlsx', 'csv', 'jsonl'] as const;

/** Writes exactly the rows and columns shown to a file the person chooses; `total` is undefined while a search has not counted them. */
export function ExportMenu({ query, total, isDeleted }: { query: Query; total: number | undefined; isDeleted: boolean }) {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const { mutate, isPending, rows: written, cancel, isCancelling } = useExport();
  const number = (n: number) => formatNumber(n, locale);
  const write = (format: string) =>
    mutate(
      { query, format },
      {
        // No path: the person closed the system's window without choosing.
        onSuccess: ({ path, rows }) => {
          if (path !== '') toastDone(t('export.done', { count: rows, number: number(rows), path }));
        },
        onError: toastProblem,
      },
    );
  const count = total ?? 0;
  if (isPending) {
    return (
      <div className="row" role="status">
        <span className="small muted nowrap">{written === 0 || total === undefined ? t('export.working') : t('export.written', { count, number: number(written), of: number(count) })}</span>
        <Button onClick={cancel} loading={isCancelling}>
          {t('export.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <Menu position="bottom-end" width={248}>
      <Menu.Target>
        <Button leftSection={<IconUpload {...icon} />} disabled={total === 0}>
          {total === undefined ? t('export.title') : isDeleted ? t('export.deleted', { count, number: number(count) }) : t('export.rows', { count, number: number(count) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => write(format)}>
            {t(`export.${format}`)}
            <p className="tiny faint">{t(`export.${format}Help`)}</p>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
