/** The names of the lists of tables and of their files are as wide as each other, so that the numbers after them stand in one column. */
export const nameTrack = 'clamp(140px, 20vw, 232px)';
