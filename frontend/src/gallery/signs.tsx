import { Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Details } from '@/components/ui/details';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorOfOne } from '@/components/ui/error-of-one';
import { ErrorView } from '@/components/ui/error-view';
import { GearMenu } from '@/components/ui/gear-menu';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Mark } from '@/components/ui/mark';
import { Meter } from '@/components/ui/meter';
import { Monogram } from '@/components/ui/monogram';
import { Notice } from '@/components/ui/notice';
import { ProgressLine } from '@/components/ui/progress-line';
import { RelativeTime } from '@/components/ui/relative-time';
import { SectionHead } from '@/components/ui/section-head';
import { StatusChip, type StatusKind } from '@/components/ui/status-chip';
import css from './gallery.module.css';

const kinds: StatusKind[] = ['fine', 'working', 'needs', 'stopped', 'idle'];
const variants = ['default', 'filled', 'subtle', 'light', 'danger'];
const aWhileAgo = new Date(Date.now() - 4 * 60_000);
const refusal = { kind: 'service_down', code: 'http_503', what: 'The shop does not answer.', means: 'Nothing was changed.', do: 'Wait a little, then try again.', details: 'GET /customers: 503', retryable: true, fields: [] };

/** What says how something stands. */
export function Signs() {
  return (
    <>
      <section>
        <SectionHead title="Buttons" sentence="Plain, busy, not possible." />
        <div className={css.buttons}>
          {variants.map((variant) => (
            <Fragment key={variant}>
              <Button variant={variant} leftSection={<IconPlus {...icon} />}>{variant}</Button>
              <Button variant={variant} size="xs">small</Button>
              <Button variant={variant} disabled>not possible</Button>
              <Button variant={variant} loading>busy</Button>
            </Fragment>
          ))}
        </div>
        <div className="row">
          <button type="button" className="link">A link that acts</button>
          <CopyButton text="copied" />
          <GearMenu label="What to do here" items={[{ key: 'rename', label: 'Other name', icon: IconPencil, onSelect: () => undefined }, { key: 'remove', label: 'Take away', icon: IconTrash, danger: true, afterLine: true, refused: 'It is fed.', onSelect: () => undefined }]} />
        </div>
      </section>
      <section>
        <SectionHead title="Status" action={<Button size="xs">Act</Button>} />
        <div className={`row ${css.wraps ?? ''}`}>
          {kinds.map((kind) => (
            <StatusChip key={kind} kind={kind}>{kind}</StatusChip>
          ))}
          <RelativeTime at={aWhileAgo} />
        </div>
        <div className="row">
          <Mark />
          <Monogram text="Wo" size="tiny" />
          <Monogram text="Hs" />
          <Monogram text="folder" />
          <Monogram text="database" size="large" />
        </div>
      </section>
      <section>
        <SectionHead title="Budget and progress" />
        <div className={css.bars}>
          <Meter label="Nothing used" used={0} limit={30} />
          <Meter label="Half used" used={15} limit={30} />
          <Meter label="All used" used={30} limit={30} />
          <ProgressLine label="Reading" sentence="Customers, 180 of 412" done={180} total={412} perSecond={60} onCancel={() => undefined} />
          <ProgressLine label="Reading without a total" sentence="Orders, 1,204 so far" done={1204} />
        </div>
      </section>
      <section>
        <SectionHead title="Nothing, not yet, and not at all" />
        <EmptyState sentence="There is nothing here yet." action={<Button variant="filled">Begin</Button>} />
        <EmptyState sentence="There is nothing in this part yet." action={<Button variant="filled">Begin</Button>} small />
        <div className="stack">
          <LoadingRows rows={2} titled headed />
          <LoadingRows rows={2} roomy />
          <ErrorView error={refusal} onAction={() => undefined} />
          <ErrorOfOne error={{ ...refusal, code: 'not_found', what: 'This integration does not exist any more.', do: 'Choose another one.', details: '', retryable: false }} all="/integrations" allLabel="See the others" onRetry={() => undefined} />
          <ErrorView error={new Error('what nobody foresaw')} />
          <div>
            <Details text="550 5.1.1 No such user here" />
          </div>
        </div>
      </section>
      <section>
        <SectionHead title="To know, and to decide" />
        <Notice kind="needs" title="The fields of Customers have changed." actions={<Button size="xs" variant="filled">Look at them</Button>}>
          Runs go on as before.
        </Notice>
        <div className="panel">
          <Notice isRow kind="stopped" title="Orders is disabled" actions={<Button size="xs">Look</Button>}>
            It had too many errors.
          </Notice>
          <Notice isRow kind="needs" title="The disk is nearly full">
            Runs stop before it is.
          </Notice>
        </div>
      </section>
    </>
  );
}
