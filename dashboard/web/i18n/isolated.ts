/**
 * A name within a sentence: however it is written, it turns none of the other words around. The isolate
 * ends what the name began, an override too (Unicode Standard Annex #9, X6a).
 */
export const isolated = (name: string): string =>
  `\u2068${name.replaceAll(/[\u2066-\u2069]/g, "")}\u2069`;
