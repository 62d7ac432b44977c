/**
 * Error of a fix whose receiver gives none, and the least that is believed of one that does, m (u-blox:
 * 2.5 m CEP under the sky; towns double; a receiver that was 200 m off claimed 1.9).
 */
export const UNKNOWN_ACCURACY_M = 15;
