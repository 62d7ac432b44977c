import { describe, expect, test } from "vitest";
import { defaultDetectionOptions } from "../../contracts/detection/options.ts";
import { aTank } from "./fuel-journey.ts";
import { fuel, learnedConsumption } from "./fuel.ts";
import { FuelState } from "./fuel-state.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;
const FUEL_TYPES = new Set(["refuel", "drain", "leak", "fuel_sensor_fault"]);

type Tank = ReturnType<typeof aTank>;
const settings = (tankLitres: number | null) => unchanging({ ...defaultSettings, tankLitres });
const detections = (tank: Tank, tankLitres: number | null = null) =>
  tell(tank.observations, settings(tankLitres)).detections.filter(({ type }) =>
    FUEL_TYPES.has(type),
  );
const confirmed = (tank: Tank) =>
  detections(tank).filter(({ certainty }) => certainty === "confirmed");
const fuelState = (tank: Tank, tankLitres: number | null = null) =>
  FuelState.parse(tell(tank.observations, settings(tankLitres)).state.detectors[fuel.name]);
const pctOf = (detection: { evidence: Record<string, unknown> } | undefined) =>
  Number(detection?.evidence["pct"]);

const onTheRoad = (quirks: Parameters<typeof aTank>[1] = {}) =>
  aTank(NOON, quirks).start().drive(20).park(60).start().drive(20);

describe("a refuel is found", () => {
  const onlyRefuel = (tank: Tank) => {
    const found = detections(tank);
    expect(found).toMatchObject([{ type: "refuel", certainty: "confirmed" }]);
    return found[0];
  };

  test("while the tracker sleeps at the pump", () => {
    const tank = onTheRoad().park(6, { everyS: null, flowPct: 40 }).start().drive(20);
    expect(pctOf(onlyRefuel(tank))).toBeCloseTo(40, -1);
  });

  test("while the engine runs", () => {
    const tank = onTheRoad().idle(5).idle(4, 35).idle(8).drive(20);
    expect(Math.abs(pctOf(onlyRefuel(tank)) - 35)).toBeLessThan(4);
  });

  test("while heartbeats report the level", () => {
    const tank = onTheRoad().park(60, { flowPct: 30, overS: 180 }).start().drive(20);
    expect(Math.abs(pctOf(onlyRefuel(tank)) - 30)).toBeLessThan(3);
  });

  test("once, when it is filled in two steps", () => {
    const tank = onTheRoad().idle(4).idle(2, 15).idle(6).idle(2, 20).idle(15).drive(20);
    expect(Math.abs(pctOf(onlyRefuel(tank)) - 35)).toBeLessThan(4);
  });

  test("of a small amount, once the next drive has shown that it was no slope", () => {
    const atThePump = onTheRoad().park(6, { everyS: null, flowPct: 14 }).start(20);
    expect(detections(atThePump)).toEqual([]);
    expect(Math.abs(pctOf(onlyRefuel(atThePump.drive(12))) - 14)).toBeLessThan(5);
  });

  test.each([
    [12, 25],
    [15, 15],
    [20, 20],
  ])("and another of it minutes later: %i and %i hundredths", (first, second) => {
    const pump = { everyS: 60, overS: 60 };
    const tank = onTheRoad({ pct: 50 })
      .park(5, { ...pump, flowPct: first })
      .start();
    tank
      .drive(5)
      .park(5, { ...pump, flowPct: second })
      .start()
      .drive(20);
    const found = confirmed(tank);
    expect(found).toMatchObject([{ type: "refuel" }, { type: "refuel" }]);
    const told = found.map(pctOf).reduce((sum, pct) => sum + pct, 0);
    expect(Math.abs(told - first - second)).toBeLessThan(5);
  });

  test("behind a slope that looked like a theft", () => {
    const tank = onTheRoad().tilt(-8).park(120).start().drive(3);
    const found = detections(tank.park(6, { everyS: null, flowPct: 50 }).start().drive(20));
    expect(found.filter(({ certainty }) => certainty === "confirmed")).toMatchObject([
      { type: "refuel" },
    ]);
    expect(Math.abs(pctOf(found.find(({ type }) => type === "refuel")) - 50)).toBeLessThan(5);
  });

  test("without an ignition channel", () => {
    const tank = onTheRoad({ ignition: "none" }).park(6, { everyS: null, flowPct: 40 });
    onlyRefuel(tank.start().drive(20));
  });
});

describe("a drain is found", () => {
  const onlyDrain = (tank: Tank) => {
    const found = confirmed(tank);
    expect(found).toMatchObject([{ type: "drain" }]);
    return found[0];
  };

  test.each([60, 300, 600])(
    "live, with heartbeats every %i s, before the car is used",
    (everyS) => {
      for (const overS of [0, 1_200]) {
        const tank = onTheRoad().park(240, { everyS, flowPct: -12, overS });
        const drain = onlyDrain(tank);
        expect(Math.abs(pctOf(drain) - 12)).toBeLessThan(3);
        const decidedMs = (drain?.detectedAtMs ?? 0) - (tank.now() - 120 * MINUTE_MS);
        expect(decidedMs).toBeLessThan((overS + 3 * everyS) * 1_000 + 15 * MINUTE_MS);
      }
    },
  );

  describe("soon after the car was parked", () => {
    const soon = (everyS: number, readings: number, pct: number) => {
      const tank = onTheRoad();
      const parkedMs = tank.now();
      tank.park((2 * readings * everyS) / 60, { everyS, flowPct: -pct });
      return { tank: tank.park(240, { everyS }), parkedMs };
    };

    test.each([30, 60, 300, 900])("live, two heartbeats of %i s before it", (everyS) => {
      const { tank, parkedMs } = soon(everyS, 2.5, 15);
      const drain = onlyDrain(tank);
      expect(Math.abs(pctOf(drain) - 15)).toBeLessThan(3);
      const toldS = ((drain?.detectedAtMs ?? 0) - parkedMs) / 1_000;
      expect(toldS).toBeLessThan(6 * everyS + 900);
    });

    test("at the next road, where no heartbeat came before it", () => {
      const { tank } = soon(300, 0.6, 15);
      expect(Math.abs(pctOf(onlyDrain(tank.start().drive(12))) - 15)).toBeLessThan(4);
    });
  });

  test("before the first heartbeat of a stand, once the next road has shown it", () => {
    const tank = onTheRoad();
    const parkedMs = tank.now();
    tank.park(90, { everyS: 60 }).start().drive(12);
    const robbed = tank.observations.map(({ fuelPct = 0, ...rest }) => ({
      ...rest,
      fuelPct: rest.tsMs > parkedMs + 30_000 ? fuelPct - 12 : fuelPct,
    }));
    const drains = tell(robbed).detections;
    expect(drains).toMatchObject([{ type: "drain", certainty: "confirmed" }]);
    // Suspected in the stand, it is news when it is certain.
    expect(drains[0]?.detectedAtMs).toBeGreaterThan(parkedMs + 90 * MINUTE_MS);
    expect(confirmed(tank)).toEqual([]);
  });

  test.each([60, 300, null])(
    "in eight minutes, which settle no level, read every %s s",
    (everyS) => {
      const tank = onTheRoad({ pct: 80 }).park(8, { everyS, flowPct: -25 }).drive(20);
      expect(Math.abs(pctOf(onlyDrain(tank)) - 25)).toBeLessThan(5);
    },
  );

  test("at the next start, when heartbeats say only that the car stood", () => {
    const tank = onTheRoad().park(240, { hasLevel: false, flowPct: -12 }).start();
    const startedMs = tank.now();
    const drain = onlyDrain(tank.drive(12));
    expect(Math.abs(pctOf(drain) - 12)).toBeLessThan(3);
    expect((drain?.detectedAtMs ?? 0) - startedMs).toBeLessThan(10 * MINUTE_MS);
  });

  test.each([10, 15, 25])("of %i hundredths, the tank filled up minutes after it", (pct) => {
    const parked = { everyS: 300, hasLevel: false, flowPct: -pct };
    const tank = onTheRoad().park(240, parked).start().drive(4);
    tank.park(6, { everyS: 60, flowPct: 35, overS: 90 }).start().drive(20);
    const [drain, refuel, ...more] = confirmed(tank);
    expect([drain?.type, refuel?.type, ...more]).toEqual(["drain", "refuel"]);
    expect(Math.abs(pctOf(drain) - pct)).toBeLessThan(3);
    expect(Math.abs(pctOf(refuel) - 35)).toBeLessThan(5);
  });

  test("where the odometer is the only witness", () => {
    const tank = onTheRoad().park(600, { everyS: null, flowPct: -20 }).start().drive(12);
    expect(onlyDrain(tank)?.evidence).toMatchObject({ isWitnessed: true });
  });

  test("with consumption not counted as stolen", () => {
    const tank = onTheRoad().drive(60, 90).park(240, { hasLevel: false, flowPct: -15 }).start();
    expect(Math.abs(pctOf(onlyDrain(tank.drive(12))) - 15)).toBeLessThan(4);
  });
});

describe("nothing is alerted", () => {
  test.each<[string, Tank]>([
    ["driving until the tank is low", onTheRoad({ pct: 90 }).drive(400, 90)],
    ["parking on a slope", onTheRoad().tilt(-11).park(120).start().drive(20)],
    [
      "parking on a slope with heartbeats that know no level",
      onTheRoad().tilt(-11).park(120, { hasLevel: false }).start().drive(20),
    ],
    ["parking nose up", onTheRoad().tilt(12).park(120).start().drive(20)],
    ["idling for two hours", onTheRoad().idle(120).drive(10)],
    ["a small theft within the noise", onTheRoad().park(240, { flowPct: -3 }).start().drive(20)],
    [
      "a sender that wakes up at zero",
      onTheRoad()
        .park(60)
        .say({ fuelPct: 0 })
        .say({ fuelPct: 0 })
        .say({ fuelPct: 0 })
        .start()
        .drive(20),
    ],
    [
      "a level that comes back while it is parked",
      onTheRoad().park(60).tilt(-12).park(4, { everyS: 60 }).tilt(0).park(60).start().drive(20),
    ],
  ])("%s", (_case, tank) => {
    expect(confirmed(tank)).toEqual([]);
  });

  test("a tracker's first heartbeats repeat what it last read on the road", () => {
    for (const pct of [68, 74]) {
      const tank = onTheRoad();
      tank.say({ fuelPct: pct, ignition: false }, 60).say({ fuelPct: pct, ignition: false }, 60);
      expect(confirmed(tank.park(240, { everyS: 60 }).start().drive(20))).toEqual([]);
    }
  });

  test("the fuel of a car that is towed away sloshes until it is set down", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const tank = onTheRoad({ seed, odometer: false }).park(60, { everyS: 60 }).carry(9);
      expect(detections(tank.park(30, { everyS: 60 }))).toEqual([]);
    }
  });

  test.each([20, 85])("a bus that sleeps repeats %i %% of the sloshing road all night", (pct) => {
    const tank = onTheRoad().say({ fuelPct: pct, speedKmh: 40 });
    for (let beat = 0; beat < 60; beat++) tank.say({ fuelPct: pct, ignition: false }, 300);
    expect(confirmed(tank.start().drive(20))).toEqual([]);
  });

  test.each([60, 300, 1_800])("a slope of 6 %% read every %i s, the engine warmed up", (everyS) => {
    const tank = onTheRoad().tilt(-6).park(240, { everyS }).idle(12).drive(20);
    expect(confirmed(tank)).toEqual([]);
  });

  test("a slope that shows more until the engine is started takes nothing", () => {
    const tank = onTheRoad().tilt(8).park(240, { everyS: 300 }).tilt(0).start().drive(20);
    expect(confirmed(tank)).toEqual([]);
  });

  test("what is taken after the last heartbeat on a slope is told on the road", () => {
    const tank = onTheRoad().tilt(8).park(240, { everyS: 300 });
    tank.park(20, { everyS: null, flowPct: -14 }).start().drive(20);
    const found = confirmed(tank);
    expect(found).toMatchObject([{ type: "drain" }]);
    expect(Math.abs(Number(found[0]?.evidence["pct"]) - 14)).toBeLessThanOrEqual(3);
  });

  test("a fall across a silence that nobody witnessed is a suspicion", () => {
    const tank = aTank(NOON, { odometer: false, position: false });
    tank.start().drive(20).park(60).start().drive(20);
    tank.park(600, { everyS: null, unseenKm: 100 }).start().drive(20);
    const found = detections(tank);
    expect(found).toMatchObject([{ type: "drain", certainty: "suspected" }]);
    expect(found[0]?.evidence).toMatchObject({ isWitnessed: false });
  });

  test("a long way that the odometer tells is no fall at all", () => {
    const tank = onTheRoad().park(600, { everyS: null, unseenKm: 100 }).start().drive(20);
    expect(confirmed(tank)).toEqual([]);
  });

  test("warmth makes the level breathe through the day", () => {
    const tank = onTheRoad();
    for (let hour = 0; hour < 48; hour++) {
      tank.tilt(2 * Math.sin((2 * Math.PI * hour) / 24)).park(60, { everyS: 600 });
    }
    expect(detections(tank)).toEqual([]);
  });

  test("another tracker with another scale takes over", () => {
    const before = onTheRoad({ pct: 80 });
    const after = aTank(before.now() + MINUTE_MS, { pct: 50, deviceId: "tracker-b" });
    const observations = [...before.observations, ...after.start().drive(20).observations];
    expect(tell(observations).detections).toEqual([]);
  });
});

describe("a leak", () => {
  const nights = (flowPct: number, count: number) => {
    const tank = aTank(NOON, { pct: 90 });
    for (let night = 0; night < count; night++) {
      tank.start().drive(10);
      for (let part = 0; part < 48; part++) tank.park(10, { flowPct: flowPct / 48 });
    }
    return tank.start();
  };

  test("is found in the third parking that loses fuel slowly, and no drain", () => {
    expect(detections(nights(-7, 2))).toEqual([]);
    expect(detections(nights(-7, 3))).toMatchObject([
      { type: "leak", certainty: "confirmed", endMs: null },
    ]);
  });

  test("ends with a parking that loses nothing", () => {
    const tank = nights(-7, 3).drive(10).park(480).start();
    expect(detections(tank)[0]?.endMs).not.toBeNull();
  });

  test("shows in consumption far above what is usual", () => {
    const way = (tank: Tank, times: number, flowPct: number): Tank => {
      for (let time = 0; time < times; time++) {
        tank.start().drive(60, 80).park(30, { flowPct }).start();
      }
      return tank;
    };
    const sound = way(aTank(NOON), 12, 13);
    expect(detections(sound).filter(({ type }) => type === "leak")).toEqual([]);
    const thirsty = way(aTank(sound.now(), { pct: sound.pct(), per100KmPct: 26 }), 10, 21);
    const observations = [...sound.observations, ...thirsty.observations];
    const leaks = tell(observations).detections.filter(({ type }) => type === "leak");
    expect(leaks).toMatchObject([{ certainty: "confirmed", evidence: { cause: "consumption" } }]);
    const [{ detectedAtMs, startMs } = { detectedAtMs: 0, startMs: 0 }] = leaks;
    // The third distance in a row decides it, not the first that was suspicious.
    expect(detectedAtMs - startMs).toBeGreaterThan(3 * 2.5 * 60 * MINUTE_MS);
  });
});

describe("a bad sender", () => {
  test("that is stuck for more than 100 km is reported, and well again when it moves", () => {
    const stuck = aTank(NOON, { sloshPct: 0, per100KmPct: 0, perIdleHourPct: 0 }).drive(90, 80);
    expect(detections(stuck)).toMatchObject([
      { type: "fuel_sensor_fault", endMs: null, evidence: { cause: "stuck" } },
    ]);
    const well = stuck.say({ fuelPct: 55 }).say({ fuelPct: 55 });
    expect(detections(well)[0]?.endMs).toBe(well.now() - 10_000);
  });

  test.each<["litres" | "pct", number]>([
    ["litres", 400],
    ["pct", 400],
    ["pct", 50],
  ])("is none that shows nothing near full: %s of %i l", (reports, tankLitres) => {
    const full = { pct: 99, ceilingPct: 91, sloshPct: 0, per100KmPct: 4_000 / (tankLitres + 150) };
    const tank = aTank(NOON, { reports, tankLitres, ...full }).drive(90, 80);
    expect(detections(tank)).toEqual([]);
  });

  test("that is stuck at full is reported once more has been burnt than it could hide", () => {
    const stuckFull = aTank(NOON, { pct: 99, sloshPct: 0, per100KmPct: 0 }).drive(300, 80);
    expect(detections(stuckFull)).toMatchObject([{ type: "fuel_sensor_fault" }]);
  });

  test("that leaps while the car stands is reported, and steals no fuel", () => {
    const tank = onTheRoad().idle(5);
    for (let leap = 0; leap < 12; leap++) tank.say({ fuelPct: leap % 2 ? 60 : 20 }, 20);
    const found = detections(tank.idle(20));
    expect(found).toMatchObject([{ type: "fuel_sensor_fault", evidence: { cause: "erratic" } }]);
  });

  test("is not one whose fuel moves when the car sets off, before the wheels have any speed", () => {
    const tank = onTheRoad();
    for (let start = 0; start < 8; start++)
      tank
        .idle(5)
        .say({ fuelPct: start % 2 ? 90 : 20, speedKmh: 2, rpm: 1_400 })
        .drive(10, 50);
    expect(detections(tank).filter(({ type }) => type === "fuel_sensor_fault")).toEqual([]);
  });

  test("is not one that sloshes by half a tank on the road and rests at rest", () => {
    expect(detections(aTank(NOON, { sloshPct: 22 }).start().drive(300, 60))).toEqual([]);
  });
});

describe("units", () => {
  const theft = (reports: "pct" | "litres" | "both", tankLitres = 50) =>
    onTheRoad({ reports, tankLitres }).park(240, { flowPct: -20 });

  test("share alone: no litres are made up", () => {
    const [drain] = detections(theft("pct"));
    expect(drain?.evidence).toHaveProperty("pct");
    expect(drain?.evidence).not.toHaveProperty("litres");
  });

  test("share and a known tank: litres with their uncertainty", () => {
    const [drain] = detections(theft("pct"), 60);
    expect(Math.abs(Number(drain?.evidence["litres"]) - 12)).toBeLessThan(1);
    expect(Number(drain?.evidence["uncertaintyLitres"])).toBeGreaterThan(0);
  });

  test("litres alone, the tank unknown", () => {
    const [drain] = detections(theft("litres", 80));
    expect(Math.abs(Number(drain?.evidence["litres"]) - 16)).toBeLessThan(1);
    expect(drain?.evidence).not.toHaveProperty("pct");
  });

  test("both: the tank follows from them", () => {
    const [drain] = detections(theft("both", 70));
    expect(Math.abs(Number(drain?.evidence["litres"]) - 14)).toBeLessThan(1);
  });

  test("entering the size of the tank changes no level", () => {
    const tank = onTheRoad();
    const entered = tank.now();
    tank.park(60).start().drive(20);
    const story = tell(tank.observations, {
      ...unchanging(defaultSettings),
      at: (tsMs) => ({ ...defaultSettings, tankLitres: tsMs < entered ? null : 45 }),
    });
    expect(story.detections).toEqual([]);
  });
});

test.each([60, 120, 200, 300])(
  "a tracker that sends every %i s on the road and sleeps at the pump misses no fill, and invents no theft",
  (everyS) => {
    const tank = aTank(NOON, { pct: 60, sloshPct: 4 });
    const sleeps = { everyS: null };
    for (let day = 0; day < 10; day++) {
      tank.drive(60, 60, everyS).park(8, { ...sleeps, flowPct: 90 - tank.pct() });
      tank.drive(120, 60, everyS).park(600, sleeps);
    }
    expect(confirmed(tank).map(({ type }) => type)).toEqual(
      Array.from({ length: 10 }, () => "refuel"),
    );
  },
);

test.each([360, 600, 900])(
  "nor does one that sends every %i s, between two of which a stop at a pump fits",
  (everyS) => {
    const count = { fills: 0, honest: 0, drains: 0 };
    for (let seed = 1; seed <= 10; seed++) {
      const tank = aTank(NOON, { pct: 60, sloshPct: 4, seed });
      const sleeps = { everyS: null };
      const fillsPct: number[] = [];
      for (let day = 0; day < 5; day++) {
        tank.drive(60, 60, everyS);
        fillsPct.push(90 - tank.pct());
        tank.park(8, { ...sleeps, flowPct: 90 - tank.pct() });
        tank.drive(120, 60, everyS).park(600, sleeps);
      }
      const found = confirmed(tank);
      const fills = found.filter(({ type }) => type === "refuel");
      count.fills += fills.length;
      count.drains += found.filter(({ type }) => type === "drain").length;
      count.honest += fills.filter(({ evidence }) =>
        fillsPct.some(
          (pct) => Math.abs(Number(evidence["pct"]) - pct) <= Number(evidence["uncertaintyPct"]),
        ),
      ).length;
    }
    expect(count.drains).toBe(0);
    expect(count.fills).toBeGreaterThanOrEqual(45);
    expect(count.fills).toBeLessThanOrEqual(50);
    expect(count.honest / count.fills).toBeGreaterThanOrEqual(0.9);
  },
);

test("consumption is learned from what was driven, refuels and thefts left out", () => {
  const tank = aTank(NOON, { pct: 80, per100KmPct: 20 });
  for (let day = 0; day < 6; day++) {
    tank
      .start()
      .drive(60, 80)
      .park(240, { flowPct: day === 3 ? -15 : 18 });
  }
  const learned = learnedConsumption(fuelState(tank.start(), 50), defaultDetectionOptions.fuel);
  expect(learned.learnedKm).toBeGreaterThan(200);
  expect(Math.abs(learned.pctPer100Km - 20)).toBeLessThan(3);
  expect(learned.litresPer100Km).toBeCloseTo(learned.pctPer100Km / 2);
});

test("a theft shows how the level went, in at most 12 points", () => {
  const [drain] = detections(onTheRoad().park(240, { flowPct: -20, overS: 1_200 }));
  const levels = drain?.evidence["levels"];
  expect(Array.isArray(levels) && levels.length > 4 && levels.length <= 12).toBe(true);
  expect(drain?.evidence).toMatchObject({ isSameStand: true, isWitnessed: true });
});
