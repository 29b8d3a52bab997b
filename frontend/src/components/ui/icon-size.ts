/** Tabler icons beside 14 px text: 16 px, a line of about 1.4 px. */
export const icon = { size: 16, stroke: 2, 'aria-hidden': true } as const;
export const smallIcon = { size: 14, stroke: 2, 'aria-hidden': true } as const;
