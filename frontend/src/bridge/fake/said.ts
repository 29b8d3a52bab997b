/** What the program itself says: it does so in the language of the window. */
export const said = <Words>(english: Words, french: Words): Words => (navigator.language.startsWith('fr') ? french : english);
