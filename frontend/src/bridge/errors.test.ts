import { describe, expect, it } from 'vitest';
import { toProblemError } from './errors';

const told = { kind: 'sign_in', code: 'wrong_key', what: 'The key is not accepted.', means: 'Nothing can be read.', do: 'Check it.', details: '401', retryable: false, fields: [{ field: 'key', words: 'The key is too short.' }] };

describe('an error of Go', () => {
  it.each([
    ['as an object', told],
    ['as JSON text', JSON.stringify(told)],
    ['as an Error with JSON text', new Error(JSON.stringify(told))],
    ['as text of an Error', `Error: ${JSON.stringify(told)}`],
  ])('is read %s', (_, thrown) => expect(toProblemError(thrown).problem).toEqual(told));

  it('keeps the text of something unknown as details', () => {
    const { problem } = toProblemError('boom');
    expect(problem).toMatchObject({ code: 'unexpected', what: '', details: 'boom', retryable: false });
  });
});
