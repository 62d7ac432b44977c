import { expect, test } from "vitest";
import { RulePut } from "../detection-rule.ts";
import { WhatIfRequest } from "../what-if.ts";
import { OptionOverrides } from "./option-overrides.ts";
import { DetectionOptions } from "./options.ts";

/** What is refused of options, by field. */
const faults = (options: object): Record<string, string> =>
  Object.fromEntries(
    OptionOverrides.safeParse(options).error?.issues.map(({ path, message }) => [
      path.join("."),
      message,
    ]) ?? [],
  );

test("the defaults do not contradict each other, also when all of them are set", () => {
  expect(faults(DetectionOptions.parse({}))).toEqual({});
});

test.each([
  ["fuel.slopePct", { fuel: { slopePct: 30 } }, "must be at most beyondSlopePct, 20"],
  ["fuel.siphonS", { fuel: { siphonS: 200 } }, "must be at least heldS, 300"],
  ["fuel.sigmasTwice", { fuel: { sigmasTwice: 5 } }, "must be at most sigmas, 4"],
  [
    "geofences.exitMarginM",
    { geofences: { exitMarginM: 201 } },
    "must be at most maxExitMarginM, 200",
  ],
  [
    "geofences.maxExitMarginM",
    { geofences: { maxExitMarginM: 10 } },
    "must be at least exitMarginM, 20",
  ],
  [
    "geofences.unknownAccuracyM",
    { geofences: { unknownAccuracyM: 60 } },
    "must be at most maxAccuracyM, 50",
  ],
  [
    "positions.sustainedKmh",
    { positions: { sustainedKmh: 260 } },
    "must be at most maxSpeedKmh, 252",
  ],
  ["trips.dwellS", { trips: { dwellS: 1_300 } }, "must be at most ignitionVetoS, 1200"],
  ["trips.silenceEndsS", { trips: { silenceEndsS: 120 } }, "must be at least silenceS, 180"],
  ["idling.driveSpeedKmh", { idling: { driveSpeedKmh: 2 } }, "must be at least standSpeedKmh, 3"],
  ["gnss.jammedAfterS", { gnss: { jammedAfterS: 1_000 } }, "must be at most holeWithinS, 900"],
  [
    "gnss.collapseWithinS",
    { gnss: { jammedAfterS: 20, collapseWithinS: 30 } },
    "must be at most jammedAfterS, 20",
  ],
  ["gnss.messagesEveryS", { gnss: { messagesEveryS: 700 } }, "must be at most outageAfterS, 600"],
  [
    "harshDriving.minStepS",
    { harshDriving: { minStepS: 2, maxStepS: 1 } },
    "must be at most maxStepS, 1",
  ],
  [
    "harshDriving.brakingMps2",
    { harshDriving: { maxPlausibleMps2: 5, brakingMps2: 6 } },
    "must be below maxPlausibleMps2, 5",
  ],
  ["lowBattery.lowV", { lowBattery: { lowV: 12.5 } }, "must be below recoveredV, 12.2"],
  ["lowBattery.recoveredV", { lowBattery: { recoveredV: 11.7 } }, "must be above lowV, 11.7"],
  [
    "lowBattery.trackerLowPct",
    { lowBattery: { trackerLowPct: 30 } },
    "must be below trackerRecoveredPct, 30",
  ],
  ["odometer.stretchKm", { odometer: { stretchKm: 60 } }, "must be at most calibrationKm, 50"],
  ["odometer.minRatio", { odometer: { minRatio: 1, maxRatio: 1 } }, "must be below maxRatio, 1"],
  ["overdue.graceMin", { overdue: { graceMin: 121 } }, "must be at most level2hMin, 120"],
  ["overdue.level24hMin", { overdue: { level24hMin: 60 } }, "must be at least level2hMin, 120"],
  ["powerCut.lostBelowV", { powerCut: { lostBelowV: 7 } }, "must be below backFromV, 7"],
  [
    "powerCut.usbLostBelowV",
    { powerCut: { usbLostBelowV: 4.5 } },
    "must be below usbBackFromV, 4.4",
  ],
  [
    "silence.drivingSilenceS",
    { silence: { drivingSilenceS: 2_000 } },
    "must be at most drivingUnknownSilenceS, 1800",
  ],
  [
    "silence.parkedSilenceS",
    { silence: { parkedSilenceS: 120 } },
    "must be at least drivingSilenceS, 300",
  ],
  [
    "silence.usualIntervals",
    { silence: { usualIntervals: 1 } },
    "Too small: expected number to be >=1.5",
  ],
  [
    "speeding.releaseKmh",
    { speeding: { limitKmh: 20, releaseKmh: 30 } },
    "must be below limitKmh, 20",
  ],
  ["tow.standRadiusM", { tow: { standRadiusM: 200 } }, "must be below displacedM, 150"],
  ["tow.unknownAccuracyM", { tow: { unknownAccuracyM: 51 } }, "must be at most maxAccuracyM, 50"],
  ["tow.leapSpeedKmh", { tow: { leapSpeedKmh: 16 } }, "must be at most speedKmh, 15"],
])("%s is refused where it contradicts another option", (field, options, message) => {
  expect(faults(options)).toMatchObject({ [field]: message });
});

test("what belongs together may be set together", () => {
  expect(faults({ lowBattery: { lowV: 12.5, recoveredV: 12.9 } })).toEqual({});
  expect(faults({ speeding: { limitKmh: null, releaseKmh: 30 } })).toEqual({});
});

test.each([
  ["another detector's", "speeding", { tow: { speedKmh: 20 } }],
  ["the clock's", "tow", { overdue: { graceMin: 10 } }],
  ["a detector's, of overdue returns,", "overdue", { tow: { speedKmh: 20 } }],
])("a rule with %s options is refused, in a what-if too", (_whose, type, options) => {
  const path = ["options", Object.keys(options)[0]];
  const message = `has no effect on ${type}`;
  const put = RulePut.safeParse({ scope: "fleet", type, options });
  expect(put.error?.issues).toMatchObject([{ path, message }]);
  if (type === "overdue") return;
  const tried = WhatIfRequest.safeParse({
    vehicleId: "00000000-0000-4000-8000-000000000001",
    from: "2026-03-01T00:00:00Z",
    to: "2026-03-02T00:00:00Z",
    rules: [{ type, options }],
  });
  expect(tried.error?.issues).toMatchObject([{ path: ["rules", 0, ...path], message }]);
});

test("a rule about routes sets positions, trips and idling, and switches or tells nothing", () => {
  const options = {
    positions: { minSatellites: 5 },
    trips: { dwellS: 240 },
    idling: { driveFixes: 3 },
  };
  const put = (rule: object) => RulePut.safeParse({ scope: "fleet", type: "routes", ...rule });
  expect(put({ options }).success).toBe(true);
  expect(put({ enabled: false, severity: "info", minDurationS: 60 }).error?.issues).toMatchObject([
    { path: ["enabled"], message: "has no effect on routes" },
    { path: ["severity"] },
    { path: ["minDurationS"] },
  ]);
  expect(put({ options: { tow: { speedKmh: 20 } } }).success).toBe(false);
  expect(RulePut.safeParse({ scope: "fleet", type: "tow", options }).success).toBe(false);
});

test("a rule of either of a detector's types may turn its options", () => {
  for (const type of ["geofence_enter", "geofence_exit"])
    expect(
      RulePut.safeParse({ scope: "fleet", type, options: { geofences: { enterFixes: 3 } } })
        .success,
    ).toBe(true);
  const options = { silence: { movingKmh: 20 }, deviceAlarm: { mergeWithinS: 10 } };
  expect(RulePut.safeParse({ scope: "fleet", type: "gsm_jamming", options }).success).toBe(true);
});
