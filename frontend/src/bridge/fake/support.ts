import type * as real from '../backend';
import { said } from './said';
import { begin } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

const log = Array.from({ length: 4000 }, (_, i) => `time="2026-11-28T09:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}.000Z" level=info msg="Run ended" component=schedule rows=${String(i)}`);

const texts: Record<string, { words: string; text: string }> = {
  'program.txt': { words: said('The version, this computer’s system, and what works and what does not.', 'La version, le système de cet ordinateur, ce qui marche et ce qui ne marche pas.'), text: 'Tributary 0.1.0\nlinux/amd64\n\nfine     Data folder: ~/.local/share/tributary\nfine     Database: The database answers.\nwarning  Disk space: 820 MB are left on the disk of the data folder.\n' },
  'set-up.yaml': { words: said('Your set-up: names, choices and mappings. Keys and passwords are left out.', 'Votre configuration : noms, choix et correspondances. Les clés et mots de passe n’y sont pas.'), text: 'version: 1\naddress_book:\n  - (address)\nauthorizations:\n  - name: Main shop\n    source: woocommerce\n    values:\n      consumer_key:\n        env: MAIN_SHOP_CONSUMER_KEY\n' },
  'runs.jsonl': { words: said('The last runs: counts, durations and what failed. What services answered is left out.', 'Les dernières exécutions : nombres, durées et échecs. Les réponses des services n’y sont pas.'), text: '{"integration":"Shop customers","trigger":"schedule","started":"2026-11-28T09:15:00Z","result":"ok"}\n' },
  'requests.jsonl': {
    words: said('What services were asked in these runs: addresses, answers’ codes, times and sizes. What was sent and answered is left out.', 'Ce qui a été demandé aux services dans ces exécutions : adresses, codes des réponses, durées et tailles. Ce qui a été envoyé et répondu n’y est pas.'),
    text: '{"run":"r1","at":"2026-11-28T09:15:00Z","method":"GET","host":"shop.example","path":"/wp-json/wc/v3/customers?page&per_page","status":200,"seconds":0.41,"bytes":18240}\n',
  },
  'record-errors.txt': { words: said('How many records could not become rows, and why. The records are left out.', 'Combien de fiches n’ont pas pu devenir des lignes, et pourquoi. Les fiches n’y sont pas.'), text: '      12  not_a_date           Shop customers\n' },
  'tributary.log': { words: said('The end of the log.', 'La fin du journal.'), text: `${log.join('\n')}\n` },
};

export const supportAPI: typeof real.SupportAPI = {
  async Prepare() {
    begin('SupportAPI.Prepare');
    return Object.entries(texts).map(([name, { words, text }]) => ({ name, words, bytes: text.length }));
  },
  async Read(name) {
    begin('SupportAPI.Read', name);
    return texts[name]?.text ?? '';
  },
  async Save() {
    begin('SupportAPI.Save');
    return '/home/josee/Documents/tributary-support-2026-11-28.zip';
  },
  async Drop() {
    begin('SupportAPI.Drop');
  },
};
