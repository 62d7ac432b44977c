import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";

/** Metres a degree of latitude spans (mean). */
const M_PER_DEGREE = 111_195;

type Quirks = { readonly ignition?: "known" | "none"; readonly speed?: boolean };

/**
 * Writes the observations of a car for tests: it drives north at a speed, stands, falls silent.
 * Every call adds to the story; `observations` is the story so far.
 */
export const aJourney = (startMs: number, quirks: Quirks = {}) => {
  const { ignition: channel = "known", speed: hasSpeed = true } = quirks;
  const observations: Observation[] = [];
  let nowMs = startMs;
  let northM = 0;
  let ignition = false;

  const report = (speedKmh: number, overrides: Partial<Observation> = {}): void => {
    observations.push(
      anObservation({
        tsMs: nowMs,
        lat: 57.7 + northM / M_PER_DEGREE,
        lon: 11.97,
        accuracyM: 8,
        ...(hasSpeed && { speedKmh }),
        ...(channel === "known" && { ignition }),
        ...overrides,
      }),
    );
  };

  const journey = {
    observations,
    now: () => nowMs,
    ignite(on: boolean) {
      ignition = on;
      report(0);
      return journey;
    },
    /** North, or with a negative speed back south. */
    drive(seconds: number, speedKmh: number, everyS = 5) {
      for (let passed = 0; passed < seconds; passed += everyS) {
        nowMs += everyS * 1_000;
        northM += (speedKmh / 3.6) * everyS;
        report(Math.abs(speedKmh));
      }
      return journey;
    },
    stand(seconds: number, everyS = 5, overrides: Partial<Observation> = {}) {
      for (let passed = 0; passed < seconds; passed += everyS) {
        nowMs += everyS * 1_000;
        report(0, overrides);
      }
      return journey;
    },
    /** Nothing is heard; meanwhile the car may move. */
    silence(seconds: number, movedM = 0) {
      nowMs += seconds * 1_000;
      northM += movedM;
      return journey;
    },
    /** One observation of the present, with whatever the test wants in it. */
    say(overrides: Partial<Observation>) {
      nowMs += 1_000;
      report(0, overrides);
      return journey;
    },
  };
  return journey;
};
