import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { distanceM } from "../geo/distance.ts";
import { enviroCar, fmc003 } from "./recorded.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

/** Detections of how and where a car moves; what a device says of itself is not their matter. */
const OF_MOTION = /^(geofence|harsh|speeding|tow|ignition|odometer|excessive|after)/;

const typesOf = (observations: readonly Observation[], settings = defaultSettings) =>
  tell(observations, unchanging(settings))
    .detections.map(({ type }) => type)
    .filter((type) => OF_MOTION.test(type));

test.each(["known", "none"] as const)(
  "seven trips sampled every 5 s show nothing harsh, towed or miscounted, ignition %s",
  async (ignition) => {
    const types = typesOf(await enviroCar(ignition));
    expect(types.filter((type) => type !== "excessive_idling")).toEqual([]);
  },
);

test("a speeding in them lasts 15 s on two fixes or more, and those below are none", async () => {
  const observations = await enviroCar("known");
  const limitKmh = 45;
  const options = {
    ...defaultSettings.options,
    speeding: { ...defaultSettings.options.speeding, limitKmh },
  };
  const { detections } = tell(observations, unchanging({ ...defaultSettings, options }));
  const speedings = detections.filter(({ type }) => type === "speeding");
  const stretches: { fromMs: number; untilMs: number; fixes: number }[] = [];
  let stretch: (typeof stretches)[number] | null = null;
  for (const { tsMs, speedKmh = 0 } of observations) {
    if (speedKmh <= limitKmh + 5) stretch = null;
    else if (stretch) {
      stretch.untilMs = tsMs;
      stretch.fixes++;
    } else stretches.push((stretch = { fromMs: tsMs, untilMs: tsMs, fixes: 1 }));
  }
  const long = stretches.filter(({ fromMs, untilMs }) => untilMs - fromMs >= 15_000);
  expect(speedings.length).toBeGreaterThan(0);
  expect(stretches.length).toBeGreaterThan(long.length);
  expect(speedings.map(({ startMs }) => startMs)).toEqual(long.map(({ fromMs }) => fromMs));
});

test("a tracker on a bench has not moved, whatever its cold start and its odometer say", async () => {
  const observations = await fmc003();
  const fixes = observations.flatMap(({ lat, lon }) =>
    lat === undefined || lon === undefined ? [] : [{ lat, lon }],
  );
  const reachM = Math.max(...fixes.map((fix) => distanceM(fixes[0] ?? fix, fix)));
  expect(reachM).toBeGreaterThan(80);
  expect(typesOf(observations)).toEqual([]);
});
