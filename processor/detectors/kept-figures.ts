/** What a state keeps of figures that come with more digits than they have sense. */
const keptTo =
  (parts: number) =>
  (figure: number): number =>
    Math.round(figure * parts) / parts;

/** A coordinate to the decimetre. */
export const toDecimetre = keptTo(1e6);
/** A voltage to the millivolt, or a share of a battery. */
export const toThousandth = keptTo(1_000);
/** A speed to a tenth of a kilometre an hour. */
export const toTenth = keptTo(10);
