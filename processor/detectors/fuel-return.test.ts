import { describe, expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { indexFences } from "../geo/geofence-index.ts";
import { aCircle, aFence } from "../geo/testing.ts";
import { aTank } from "./fuel-journey.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const toldOf = (observations: readonly Observation[], settings = unchanging(defaultSettings)) =>
  tell(observations, settings)
    .detections.filter(({ type }) => ["refuel", "drain", "fuel_sensor_fault"].includes(type))
    .map(({ type, certainty }) => `${type} ${certainty}`);

type Tank = ReturnType<typeof aTank>;
const told = (tank: Tank) => toldOf(tank.observations);
const parked = () => aTank(NOON).start().drive(20).park(60).start().drive(20).park(60);
/** A car whose tank was emptied by a third while it stood. */
const robbed = () => parked().park(60, { everyS: 60, flowPct: -20, overS: 120 });

describe("a level that is back where it was", () => {
  /** A day of a car whose gauge reads so many points lower for so many minutes of a long stand. */
  const aDayWithGlitch = (minutes: number, lowerPct: number) => {
    const day = aJourney(NOON).ignite(true);
    for (let trip = 0; trip < 4; trip++)
      day.drive(1_800, 60, 10).ignite(false).stand(3_600, 60).ignite(true);
    const fromMs = day.drive(1_800, 60, 10).ignite(false).now() + HOUR_MS;
    const untilMs = fromMs + minutes * MINUTE_MS;
    day
      .stand(5 * 3_600, 60)
      .ignite(true)
      .drive(1_200, 60, 10)
      .ignite(false)
      .stand(3_600, 60);
    let pct = 70;
    return day.observations.map((each): Observation => {
      if ((each.speedKmh ?? 0) > 0) pct -= 0.01;
      const isGlitch = each.tsMs >= fromMs && each.tsMs < untilMs;
      const shownPct = Math.round((isGlitch ? pct - lowerPct : pct) / 0.4) * 0.4;
      return { ...each, fuelPct: shownPct };
    });
  };

  test.each([4, 8])("after %i min was never away", (minutes) => {
    expect(toldOf(aDayWithGlitch(minutes, 35))).toEqual([]);
  });

  test.each([10, 15, 30, 60, 180])("after %i min was the sender's", (minutes) => {
    expect(toldOf(aDayWithGlitch(minutes, 35))).toEqual(["drain suspected"]);
    expect(toldOf(aDayWithGlitch(minutes, 12))).toEqual(["drain suspected"]);
  });

  test("twice on one stand was the sender's twice", () => {
    const tank = parked();
    for (let time = 0; time < 2; time++)
      tank.tilt(-30).park(60, { everyS: 60 }).tilt(0).park(60, { everyS: 60 });
    expect(told(tank.start().drive(20))).toEqual(["drain suspected", "drain suspected"]);
  });

  test("says why it was taken back", () => {
    const tank = parked().tilt(-30).park(60, { everyS: 60 }).tilt(0).park(60, { everyS: 60 });
    const found = tell(tank.observations, unchanging(defaultSettings)).detections;
    expect(found.at(-1)?.evidence["hasRebounded"]).toBe(true);
  });
});

describe("a theft stays one", () => {
  test("when nothing comes back", () => {
    expect(told(robbed().park(180).start().drive(20))).toEqual(["drain confirmed"]);
  });

  test("when the car is filled up on the same stand after its key was on", () => {
    const tank = robbed().park(60).start().idle(5).park(30);
    tank.park(60, { everyS: 60, flowPct: 20, overS: 120 }).start().drive(20);
    expect(told(tank)).toEqual(["drain confirmed", "refuel confirmed"]);
  });

  test("when the car is filled up where a station is", () => {
    const tank = robbed().park(60).park(60, { everyS: 60, flowPct: 20, overS: 120 });
    const { lat = 0, lon = 0 } = tank.observations.at(-1) ?? {};
    const station = aFence(aCircle(lon, lat, 80), { purpose: "station" });
    const settings = unchanging({ ...defaultSettings, geofences: indexFences([station]) });
    expect(toldOf(tank.observations, settings)).toEqual(["drain confirmed", "refuel confirmed"]);
  });

  test.each([12, 35])("when %i points are put in on the stand", (flowPct) => {
    const tank = robbed().park(60).park(60, { everyS: 60, flowPct, overS: 120 });
    expect(told(tank.start().drive(20))).toEqual(["drain confirmed", "refuel confirmed"]);
  });

  test("when the car is filled up elsewhere", () => {
    const tank = robbed().start().drive(10).park(6, { everyS: null, flowPct: 20 });
    expect(told(tank.start().drive(20))).toEqual(["drain confirmed", "refuel confirmed"]);
  });

  test("when it is robbed again on the same stand", () => {
    const tank = robbed().park(60).park(60, { everyS: 60, flowPct: -12, overS: 120 });
    expect(told(tank.start().drive(20))).toEqual(["drain confirmed", "drain confirmed"]);
  });
});

test("a fall is the sender's when its plug turns out to be loose", () => {
  const tank = parked().tilt(-35).park(30, { everyS: 60 });
  expect(told(tank)).toEqual(["drain confirmed"]);
  for (let time = 0; time < 4; time++)
    tank.tilt(-2).park(2, { everyS: 60 }).tilt(-35).park(2, { everyS: 60 });
  expect(told(tank).toSorted()).toEqual(["drain suspected", "fuel_sensor_fault confirmed"]);
});
