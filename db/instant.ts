/** A time in ms since the Unix epoch as a parameter for a timestamptz; null stays null. */
export const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
