import { describe, expect, it } from 'vitest';
import { type api, domain } from '@/bridge/types';
import { completenessKind, placeOf } from './completeness';

const { failed, ignored, left_out: leftOut, gone, gone_held: goneHeld, held, not_met: notMet } = domain.DifferenceCause;
const difference = (cause: domain.DifferenceCause, more: Partial<api.Difference> = {}): api.Difference => ({ cause, count: 1, hasRow: false, isChosen: [ignored, leftOut, gone].includes(cause), codes: [], ...more });
const compared = (inProject: number, ...differences: api.Difference[]) => ({ inService: 5, inProject, differences });

describe('completeness', () => {
  it.each([
    ['fine', compared(5)],
    ['fine', compared(4, difference(leftOut))],
    ['fine', compared(4, difference(ignored), difference(gone))],
    ['needs', compared(4, difference(failed))],
    ['needs', compared(5, difference(held))],
    ['needs', compared(4, difference(leftOut), difference(goneHeld))],
    ['idle', compared(4, difference(leftOut), difference(notMet))],
    ['needs', compared(4)], // a run of a former version
  ])('is %s', (kind, of) => expect(completenessKind(of)).toBe(kind));

  it.each([
    ['/activity/errors?integration=a%26b', difference(failed, { codes: [{ code: domain.RecordErrorCode.key_shared, count: 1 }, { code: domain.RecordErrorCode.too_long, count: 2 }] })],
    ['/activity/errors?integration=a%26b&code=key_shared', difference(failed, { codes: [{ code: domain.RecordErrorCode.key_shared, count: 1 }] })],
    ['/activity/errors?integration=a%26b&part=ignored', difference(ignored)],
    ['/integrations/a%26b', difference(goneHeld)],
  ])('leads to %s', (place, d) => expect(placeOf(d, 'a&b')).toBe(place));
});
