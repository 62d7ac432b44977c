import type { TrackFormat } from "../../../contracts/location.ts";
import { RATES } from "./playback.ts";
import { dayPeriod } from "./replay-period.ts";
import type { Span } from "./timeline.ts";

/** How a replay is watched: so many times as fast as it was, and whether the map stays with the car. */
export type ReplayManner = { readonly rate: number; readonly following: boolean };

/** How it is watched unless the address says otherwise. */
export const PLAIN_MANNER: ReplayManner = { rate: 60, following: false };

/** What the address of a replay says; whatever it leaves out is chosen for the person. */
export type ReplayAddress = {
  readonly period: Span | undefined;
  /** Where the playhead stands, ms. */
  readonly atMs: number | undefined;
} & ReplayManner;

const momentOf = (parameters: URLSearchParams, name: string): number | undefined => {
  const ms = Date.parse(parameters.get(name) ?? "");
  return Number.isFinite(ms) ? ms : undefined;
};

/** Reads the query of an address. An end that is missing, no time, or before the start is no period. */
export const readReplayAddress = (query: string): ReplayAddress => {
  const parameters = new URLSearchParams(query);
  const fromMs = momentOf(parameters, "from");
  const toMs = momentOf(parameters, "to");
  const isPeriod = fromMs !== undefined && toMs !== undefined && fromMs < toMs;
  const rate = Number(parameters.get("speed"));
  return {
    period: isPeriod ? { fromMs, toMs } : undefined,
    atMs: momentOf(parameters, "at"),
    rate: RATES.find((each) => each === rate) ?? PLAIN_MANNER.rate,
    following: parameters.get("follow") === "1",
  };
};

const iso = (ms: number): string => new Date(ms).toISOString();

const windowOf = ({ fromMs, toMs }: Span): URLSearchParams =>
  new URLSearchParams({ from: iso(fromMs), to: iso(toMs) });

/** The address at which a car's period is watched, from a moment of it, and how where that differs. */
export const replayHref = (
  vehicleId: string,
  period?: Span,
  atMs?: number,
  { rate, following } = PLAIN_MANNER,
): string => {
  const path = `/replay/${encodeURIComponent(vehicleId)}`;
  if (!period) return path;
  const parameters = windowOf(period);
  if (atMs !== undefined) parameters.set("at", iso(Math.round(atMs)));
  if (rate !== PLAIN_MANNER.rate) parameters.set("speed", String(rate));
  if (following) parameters.set("follow", "1");
  return `${path}?${parameters}`;
};

/** A replay of one moment begins this long before it, ms. */
const LEAD_MS = 10_000;

/** The address at which a moment of a car is watched, within its day by the clocks of a zone. */
export const momentReplayHref = (vehicleId: string, ms: number, zone: string): string =>
  replayHref(vehicleId, dayPeriod(ms, zone), ms - LEAD_MS);

/** Where a period is downloaded as a file; the server names it after car and days. */
export const downloadHref = (
  vehicleId: string,
  period: Span,
  format: Exclude<TrackFormat, "json">,
): string => {
  const parameters = windowOf(period);
  parameters.set("format", format);
  return `/api/vehicles/${encodeURIComponent(vehicleId)}/locations?${parameters}`;
};
