import { describe, expect, it } from 'vitest';
import { setLanguage } from '@/i18n/i18n';
import { said, saidProblem } from './said';

const problem = { kind: 'set_up', code: 'name_taken', what: 'There is already a table named Orders.', means: 'Nothing was saved.', do: 'Choose another name.', details: '', retryable: false, field: 'name' };

describe('what Go says', () => {
  it('stays as it is in English', () => {
    expect(said('Tick a type of update first')).toBe('Tick a type of update first');
    expect(saidProblem(problem)).toEqual(problem);
  });

  it('is French in a French window', async () => {
    await setLanguage('fr');
    expect(said('Tick a type of update first')).toBe('Cochez d’abord un type de mise à jour');
    expect(said('A sentence nobody translated')).toBe('A sentence nobody translated');
  });

  it('falls back to the sentence of its kind and keeps the original in the details', async () => {
    await setLanguage('fr');
    const shown = saidProblem(problem);
    expect(shown.what).toBe('Quelque chose ne va pas dans la configuration.');
    expect(shown.details).toContain('There is already a table named Orders.');
    expect(shown.field).toBe('name');
  });
});
