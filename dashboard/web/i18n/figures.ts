const NOTHING = "–";
const decimals = (digits: number) =>
  new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const whole = decimals(0);
const tenths = decimals(1);
const clockTime = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** `52`; an en dash where there is nothing to tell. */
export const wholeText = (value: number | null): string =>
  value === null ? NOTHING : whole.format(value);

/** `12.4`; an en dash where there is nothing to tell. */
export const tenthsText = (value: number | null): string =>
  value === null ? NOTHING : tenths.format(value);

/** Kilometres: tenths below a hundred, whole ones above. */
export const kmText = (km: number): string => `${(km < 100 ? tenths : whole).format(km)} km`;

/** `14:02` in the person's own time zone. */
export const timeText = (ms: number): string => clockTime.format(ms);

/** `14:02` for the same day, `3 Mar 14:02` for another. */
export const momentText = (ms: number, nowMs: number): string =>
  new Date(ms).toDateString() === new Date(nowMs).toDateString()
    ? timeText(ms)
    : `${dayMonth.format(ms)} ${timeText(ms)}`;

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
 * How long ago, short enough for a list: `now` under 3 s (the noise of a network), then `12 s`,
 * `4 min`, `3 h`, `2 d`.
 */
export const ageText = (sinceMs: number, nowMs: number): string => {
  const seconds = Math.max(0, Math.round((nowMs - sinceMs) / 1_000));
  if (seconds < 3) return "now";
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
};

/** The eight points of the compass: 0 and 360 are N, 92 is E. */
export const compassText = (headingDeg: number): string =>
  ["N", "NE", "E", "SE", "S", "SW", "W", "NW"][Math.round(headingDeg / 45) % 8] ?? "N";
