/** Digits behind the point that a currency has (ISO 4217 by way of CLDR): 2 for SEK, 0 for JPY. */
const minorDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/** An amount in minor units as a number of whole ones, for people to read. */
export const fromMinor = (minor: number, currency: string): number =>
  minor / 10 ** minorDigits(currency);

/** An amount in integer minor units; undefined when it names a fraction of one. */
export const toMinor = (amount: number, currency: string): number | undefined => {
  const exact = amount * 10 ** minorDigits(currency);
  const minor = Math.round(exact);
  // A double holds an amount like 0.29 only nearly.
  return Math.abs(exact - minor) < 1e-4 ? minor : undefined;
};
