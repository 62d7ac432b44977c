/** A format for money of an ISO 4217 currency. */
export const moneyFormat = (tag: string, currency: string): Intl.NumberFormat =>
  new Intl.NumberFormat(tag, { style: "currency", currency });

/** Whole minor units (öre, cent) in a format for their currency. */
export const formatMinor = (format: Intl.NumberFormat, minorUnits: number): string => {
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(minorUnits / 10 ** maximumFractionDigits);
};
