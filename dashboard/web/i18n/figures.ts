import { type Language, locale } from "./language.ts";
import { formatMinor, moneyFormat } from "./money.ts";

const NOTHING = "–";

/** `Intl` objects cost a hundred times what they format, so each is made once a locale. */
const perLocale = <Key extends string, Made>(
  make: (tag: string, key: Key) => Made,
): ((key: Key) => Made) => {
  const made = new Map<string, Made>();
  return (key) => {
    const { tag } = locale();
    const found = made.get(`${tag} ${key}`) ?? make(tag, key);
    made.set(`${tag} ${key}`, found);
    return found;
  };
};

const decimals = perLocale((tag, digits: "0" | "1" | "2") => {
  const fixed = Number(digits);
  return new Intl.NumberFormat(tag, { minimumFractionDigits: fixed, maximumFractionDigits: fixed });
});
const money = perLocale(moneyFormat);
const percent = perLocale(
  (tag, digits: "0" | "1") =>
    new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: Number(digits) }),
);

/** `1,234`; an en dash where there is nothing to tell. */
export const wholeText = (value: number | null): string =>
  value === null ? NOTHING : decimals("0").format(value);

/** `1,200+`: so many have been counted, and there are more. */
export const atLeastText = (counted: number): string => `${wholeText(counted)}+`;

/** `12.4`; an en dash where there is nothing to tell. */
export const tenthsText = (value: number | null): string =>
  value === null ? NOTHING : decimals("1").format(value);

/** Kilometres: tenths below a hundred, whole ones above. */
export const kmText = (km: number): string => `${decimals(km < 100 ? "1" : "0").format(km)} km`;

/** `54 km/h`. */
export const speedFigure = (kmh: number): string => `${wholeText(kmh)} km/h`;

/** `38.5 l`. */
export const litresText = (litres: number): string => `${tenthsText(litres)} l`;

/** `62 %` of a share between 0 and 1. */
export const shareText = (share: number): string => percent("0").format(share);

/** `62 %` of a figure that is one of a hundred already; an en dash where there is nothing to tell. */
export const percentText = (pct: number | null): string =>
  pct === null ? NOTHING : shareText(pct / 100);

/** `1.4 %` of a small share between 0 and 1. */
export const fineShareText = (share: number): string => percent("1").format(share);

/** Money from whole minor units (öre, cent) of an ISO 4217 currency, as `1 234,50 kr`. */
export const moneyText = (minorUnits: number, currency: string): string =>
  formatMinor(money(currency), minorUnits);

/** Length of time in its two largest units: `45 s`, `12 min`, `3 h 05 min`, `2 d 4 h`. */
export const durationText = (seconds: number): string => {
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
};

/**
 * The units are the International System's, whose symbols are the same in every language; only the
 * words around an age differ.
 */
const AGO: Readonly<
  Record<Language, { readonly now: string; readonly ago: (age: string) => string }>
> = {
  en: { now: "now", ago: (age) => `${age} ago` },
  sv: { now: "nyss", ago: (age) => `för ${age} sedan` },
  de: { now: "jetzt", ago: (age) => `vor ${age}` },
  es: { now: "ahora", ago: (age) => `hace ${age}` },
};

/** Seconds under which an age is the noise of a network. */
const NOW_S = 3;

const ageOf = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
};

const secondsBetween = (sinceMs: number, nowMs: number): number =>
  Math.max(0, Math.round((nowMs - sinceMs) / 1_000));

/** How long ago, short enough for a list: `now`, then `12 s`, `4 min`, `3 h`, `2 d`. */
export const ageText = (sinceMs: number, nowMs: number): string => {
  const seconds = secondsBetween(sinceMs, nowMs);
  return seconds < NOW_S ? AGO[locale().language].now : ageOf(seconds);
};

/** The same in a sentence: `4 min ago`, `för 4 min sedan`. */
export const agoText = (sinceMs: number, nowMs: number): string => {
  const { now, ago } = AGO[locale().language];
  const seconds = secondsBetween(sinceMs, nowMs);
  return seconds < NOW_S ? now : ago(ageOf(seconds));
};

const COMPASS: Readonly<Record<Language, readonly string[]>> = {
  en: ["N", "NE", "E", "SE", "S", "SW", "W", "NW"],
  sv: ["N", "NO", "O", "SO", "S", "SV", "V", "NV"],
  de: ["N", "NO", "O", "SO", "S", "SW", "W", "NW"],
  es: ["N", "NE", "E", "SE", "S", "SO", "O", "NO"],
};

/** The eight points of the compass: 0 and 360 are N, 92 is E. */
export const compassText = (headingDeg: number): string =>
  COMPASS[locale().language][Math.round(headingDeg / 45) % 8] ?? "N";
