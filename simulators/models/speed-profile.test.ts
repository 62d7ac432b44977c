import * as fc from "fast-check";
import { expect, test } from "vitest";
import { siteNetwork } from "../fleet/sites.ts";
import { randomFrom } from "../random.ts";
import { loadRoadGraph } from "../roads/graph-file.ts";
import { driveAlong } from "./drive.ts";
import { fuelLph } from "./engine.ts";
import { junctionHolds } from "./junction-holds.ts";
import { lastAtOrBelow, pathOf } from "./path.ts";
import { motionAt, planSpeed } from "./speed-profile.ts";

const network = siteNetwork(await loadRoadGraph(), 1);
const ENGINE = { massKg: 1_400, dragAreaM2: 0.65, idleLph: 0.7, kwhPerLitre: 2.4 };
/** Finer than any phase is long. */
const STEP_S = 0.1;

const style = fc.record({
  pace: fc.double({ min: 0.85, max: 1.05, noNaN: true }),
  accelerationMps2: fc.double({ min: 0.8, max: 1.8, noNaN: true }),
  brakingMps2: fc.double({ min: 0.8, max: 1.8, noNaN: true }),
});
const site = fc.constantFrom(...network.sites);
const drive = fc
  .tuple(site, site, style, fc.integer())
  .filter(([from, to]) => from !== to)
  .map(([from, to, style, seed]) => {
    const path = pathOf(network.route(from, to));
    const holds = junctionHolds(path, network.graph, randomFrom(seed));
    return { path, holds, style, profile: planSpeed(path, style, holds) };
  });

test("a drive ends at its goal, at rest, having waited where it had to", () => {
  fc.assert(
    fc.property(drive, ({ path, holds, profile }) => {
      const end = motionAt(profile, profile.durationS);
      expect(end.metres).toBeCloseTo(path.lengthM, 3);
      expect(end.speedMps).toBe(0);
      const waits = holds.reduce((sum, { waitS }) => sum + waitS, 0);
      expect(profile.durationS).toBeGreaterThan(waits + path.lengthM / 30);
    }),
    { numRuns: 40 },
  );
});

test("speed stays within a tenth of the limit, acceleration and braking within the style", () => {
  fc.assert(
    fc.property(drive, ({ path, profile, style }) => {
      let before = motionAt(profile, 0);
      for (let atS = STEP_S; atS <= profile.durationS; atS += STEP_S) {
        const now = motionAt(profile, atS);
        const segment = Math.min(lastAtOrBelow(path.atM, now.metres), path.streets.length - 1);
        // At a vertex, rounding may still name the street before it.
        const limitKmh = Math.max(
          path.streets[segment]!.limitKmh,
          path.streets[
            Math.min(lastAtOrBelow(path.atM, now.metres + 0.01), path.streets.length - 1)
          ]!.limitKmh,
        );
        expect(now.speedMps * 3.6).toBeLessThanOrEqual(limitKmh * 1.1);
        const rate = (now.speedMps - before.speedMps) / STEP_S;
        expect(rate).toBeLessThanOrEqual(style.accelerationMps2 + 1e-6);
        expect(rate).toBeGreaterThanOrEqual(-style.brakingMps2 - 1e-6);
        expect(now.metres).toBeGreaterThanOrEqual(before.metres - 1e-9);
        before = now;
      }
    }),
    { numRuns: 15 },
  );
});

test("distance is the integral of speed, and fuel of the engine's flow", () => {
  fc.assert(
    fc.property(drive, ({ path, profile }) => {
      const { burnLitres } = driveAlong(path, profile, ENGINE);
      let [metres, litres] = [0, 0];
      // Whole steps: half of one too many is half a percent of a short drive. Fine ones, because fuel
      // leaps where braking begins.
      const steps = Math.ceil((4 * profile.durationS) / STEP_S);
      const stepS = profile.durationS / steps;
      for (let step = 0; step < steps; step++) {
        const { speedMps, accelerationMps2 } = motionAt(profile, (step + 0.5) * stepS);
        metres += speedMps * stepS;
        litres += (fuelLph(ENGINE, speedMps, accelerationMps2) * stepS) / 3_600;
      }
      expect(metres / path.lengthM).toBeCloseTo(1, 3);
      expect(litres / burnLitres).toBeCloseTo(1, 2);
    }),
    { numRuns: 15 },
  );
});
