import { describe, expect, it } from 'vitest';
import { typeset, typesetAll } from './typeset';

describe('the spaces of French typography', () => {
  it.each([
    ['Supprimer {{name}} ?', 'Supprimer {{name}}\u202f?'],
    ['« {{name}} » est désactivée', '«\u00a0{{name}}\u00a0» est désactivée'],
    ['Elle attend ; rien n’a été supprimé', 'Elle attend\u202f; rien n’a été supprimé'],
    ['{{day}} : {{created}} créées', '{{day}}\u00a0: {{created}} créées'],
    ['plus de 20 % de la table', 'plus de 20\u202f% de la table'],
    ['1 204 sur 1 204 000', '1\u00a0204 sur 1\u00a0204\u00a0000'],
    ['365 jours', '365 jours'],
    ['{{number}} ms', '{{number}}\u00a0ms'],
    ['le {{day}} à {{clock}}', 'le\u00a0{{day}} à {{clock}}'],
    ['une adresse comme https://boutique.example', 'une adresse comme https://boutique.example'],
    ['déjà\u00a0: bien', 'déjà\u00a0: bien'],
  ])('%s', (plain, set) => {
    expect(typeset(plain)).toBe(set);
  });

  it('reaches every text of a file', () => {
    expect(typesetAll({ a: 'Quoi ?', b: { c: 'Rien !' } })).toEqual({ a: 'Quoi\u202f?', b: { c: 'Rien\u202f!' } });
  });
});
