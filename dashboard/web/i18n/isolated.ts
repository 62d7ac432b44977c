/**
 * A name within a sentence: however it is written, it turns none of the other words around. The isolate
 * ends what the name began, an override too (Unicode Standard Annex #9, X6a).
 */
export const isolated = (name: string): string =>
  `\u2068${name.replaceAll(/[\u2066-\u2069]/g, "")}\u2069`;

/** Letters that are read from right to left, and marks that turn what follows them (UAX #9). */
const TURNING =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Names that are isolated already, as in a sentence that is put into another. */
const ISOLATES = /\u2068[^\u2066-\u2069]*\u2069/g;

/** The same for a name that would turn other words around; any other stays as it is. */
export const isolatedIfTurning = (name: string): string =>
  TURNING.test(name.replaceAll(ISOLATES, "")) ? isolated(name) : name;
