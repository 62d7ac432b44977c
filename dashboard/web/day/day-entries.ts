import type { Route, Stop } from "../../../contracts/live-protocol.ts";

/** A line of the day's story. Times in ms since the Unix epoch; open ends run until now. */
export type DayEntry =
  | {
      readonly kind: "route";
      readonly id: string;
      readonly fromMs: number;
      readonly toMs: number | undefined;
      readonly route: Route;
    }
  | {
      readonly kind: "parked" | "idling";
      readonly id: string;
      readonly fromMs: number;
      readonly toMs: number | undefined;
      readonly stop: Stop;
    };

const msOrUndefined = (iso: string | null): number | undefined =>
  iso === null ? undefined : Date.parse(iso);

/** Shorter stands with the engine on are traffic lights, not part of the day's story, ms. */
const MIN_IDLING_MS = 3 * 60_000;

/** Routes and stops as one story, the latest first. Traffic-light stands are left out. */
export const dayEntries = (
  routes: readonly Route[],
  stops: readonly Stop[],
  nowMs: number,
): DayEntry[] => {
  const drives = routes.map((route): DayEntry => ({
    kind: "route",
    id: route.id,
    fromMs: Date.parse(route.startTime),
    toMs: msOrUndefined(route.endTime),
    route,
  }));
  const stands = stops.map((stop): DayEntry => ({
    kind: stop.kind,
    id: stop.id,
    fromMs: Date.parse(stop.startTime),
    toMs: msOrUndefined(stop.endTime),
    stop,
  }));
  return [...drives, ...stands]
    .filter(
      ({ kind, fromMs, toMs }) => kind !== "idling" || (toMs ?? nowMs) - fromMs >= MIN_IDLING_MS,
    )
    .sort((a, b) => b.fromMs - a.fromMs);
};

/** What the day adds up to. */
export type DayTotals = {
  readonly km: number;
  readonly movingS: number;
  readonly routes: number;
  readonly maxSpeedKmh: number | null;
};

export const dayTotals = (routes: readonly Route[]): DayTotals => {
  const speeds = routes.flatMap(({ maxSpeedKmh }) => maxSpeedKmh ?? []);
  return {
    km: routes.reduce((km, route) => km + route.distanceKm, 0),
    movingS: routes.reduce((seconds, route) => seconds + route.movingS, 0),
    routes: routes.length,
    maxSpeedKmh: speeds.length > 0 ? Math.max(...speeds) : null,
  };
};
