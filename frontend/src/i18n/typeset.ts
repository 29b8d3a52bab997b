const narrow = '\u202f'; // before ; ? ! %
const wide = '\u00a0'; // inside « », before : and a unit

const spaces: readonly (readonly [RegExp, string])[] = [
  [/« /g, `«${wide}`],
  [/ »/g, `${wide}»`],
  [/ ([;?!%])/g, `${narrow}$1`],
  [/ :/g, `${wide}:`],
  [/ (Mo|ms)\b/g, `${wide}$1`],
  [/\ble (?=\{\{day\}\})/g, `le${wide}`], // with its date
  [/(?<=\d) (?=\d{3}\b)/g, wide], // of thousands
];

/** A French text with the spaces of French typography, at which no line breaks; in the files ordinary spaces are enough. */
export function typeset(text: string): string {
  return spaces.reduce((set, [from, to]) => set.replace(from, to), text.replace(/[\u202f\u00a0]/g, ' '));
}

export interface Texts {
  [name: string]: string | Texts;
}

/** All the texts of a file, typeset. */
export function typesetAll(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([name, inner]) => [name, typeof inner === 'string' ? typeset(inner) : typesetAll(inner)]));
}
