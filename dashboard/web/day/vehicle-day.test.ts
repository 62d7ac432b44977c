import { expect, test } from "vitest";
import type { Route } from "../../../contracts/live-protocol.ts";
import { aVehicle } from "../fleet/testing.ts";
import { dayEntries, dayTotals } from "./day-entries.ts";
import { aDay, aRoute, aStop, at, ms } from "./testing.ts";
import { boundsOfEntry, trackLines } from "./track-features.ts";
import { withFix, withRouteNews, withTrack } from "./vehicle-day.ts";

test("the day's story is told from the latest back, without traffic lights", () => {
  const stops = [
    aStop(),
    aStop({ id: "light", kind: "idling", startTime: at("11:05"), endTime: at("11:06") }),
    aStop({ id: "wait", kind: "idling", startTime: at("11:10"), endTime: at("11:20") }),
  ];
  const entries = dayEntries([aRoute()], stops, ms("12:00"));
  expect(entries.map(({ id }) => id)).toEqual(["wait", "route-1", "stop-1"]);
});

test("the day adds up", () => {
  const routes = [aRoute(), aRoute({ id: "route-2", distanceKm: 6, maxSpeedKmh: 80 })];
  expect(dayTotals(routes)).toEqual({ km: 10, movingS: 1_200, routes: 2, maxSpeedKmh: 80 });
  expect(dayTotals([]).maxSpeedKmh).toBeNull();
});

test("a revised route takes the place of the one before, an outdated one does not", () => {
  const day = aDay({ routes: [aRoute({ revision: 3 })] });
  const news = (route: Route) => ({ kind: "route", event: { route, late: false } }) as const;
  expect(withRouteNews(day, news(aRoute({ revision: 2 })))).toBe(day);
  const revised = withRouteNews(day, news(aRoute({ revision: 4, distanceKm: 9 })));
  expect(revised.routes).toEqual([aRoute({ revision: 4, distanceKm: 9 })]);
});

test("another car's news changes nothing, and a retracted route goes", () => {
  const day = aDay();
  const gone = (vehicleId: string) =>
    ({ kind: "retracted", event: { routeId: "route-1", vehicleId } }) as const;
  expect(withRouteNews(day, gone("car-2"))).toBe(day);
  expect(withRouteNews(day, gone("car-1")).routes).toEqual([]);
});

test("a fix lengthens the route under way, once", () => {
  const fix = aVehicle({ positionTs: at("11:30"), lon: 11.98 });
  const day = withFix(aDay(), fix);
  expect(day.tracks.get("route-1")).toEqual([[ms("11:30"), 11.98, 57.7, 40]]);
  expect(withFix(day, fix)).toBe(day);
  const over = aDay({ routes: [aRoute({ endTime: at("11:20") })] });
  expect(withFix(over, fix)).toBe(over);
});

test("a line that was read keeps the points that came since", () => {
  const live = withFix(aDay(), aVehicle({ positionTs: at("11:30") }));
  const read = withTrack(live, "route-1", [[ms("11:10"), 11.96, 57.7, 30]]);
  expect(read.tracks.get("route-1")?.map(([time]) => time)).toEqual([ms("11:10"), ms("11:30")]);
});

test("no line is drawn across a long silence", () => {
  const tracks = new Map([
    [
      "route-1",
      ["11:00", "11:01", "11:30", "11:31"].map(
        (time, index) => [ms(time), 11.97 + index / 100, 57.7, null] as const,
      ),
    ],
  ]);
  const day = aDay({
    tracks: new Map([...tracks].map(([id, points]) => [id, points.map((point) => [...point])])),
  });
  expect(trackLines(day).features).toHaveLength(2);
});

test("an entry is found on the map by its line, its ends or its place", () => {
  const [route] = dayEntries([aRoute({ endLat: 57.71, endLon: 11.99 })], [], ms("12:00"));
  expect(boundsOfEntry(route!, aDay(), ms("12:00"))).toEqual([11.97, 57.7, 11.99, 57.71]);
  const [stop] = dayEntries([], [aStop()], ms("12:00"));
  expect(boundsOfEntry(stop!, aDay(), ms("12:00"))).toEqual([11.97, 57.7, 11.97, 57.7]);
});
