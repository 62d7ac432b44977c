import { z } from "zod";
import type { LowBatteryOptions } from "../../contracts/detection/low-battery-options.ts";
import type { Motion } from "./detector.ts";

/**
 * How a supply stands as a car's battery, kept short, as each tracker has one: null where it never was
 * one, as 5 V out of a socket never are; ok, which is charged; flat since a time, ms; or flat for so long,
 * and so low by now, that it dies.
 */
export const FlatBattery = z.union([z.literal("ok"), z.literal("dying"), z.number()]).nullable();
export type FlatBattery = z.infer<typeof FlatBattery>;

/** How it stands after one more reading. `scale`: nominal voltage of the system over 12 V. */
export const followFlat = (
  flat: FlatBattery,
  volts: number,
  tsMs: number,
  scale: 1 | 2,
  { flatBelowV, cutBelowV, flatForS, diesFromV }: LowBatteryOptions,
): FlatBattery => {
  if (volts >= flatBelowV * scale) return "ok";
  if (flat === null || volts < cutBelowV * scale) return flat;
  if (flat === "ok") return tsMs;
  if (volts > diesFromV * scale) return flat === "dying" ? tsMs : flat;
  return flat !== "dying" && tsMs - flat >= flatForS * 1_000 ? "dying" : flat;
};

/**
 * Whether what is no supply any more is a battery that has died, and not one that somebody took off: it
 * was flat for a while and all but empty, which none is before its wire is cut, and no alternator fed it.
 */
export const hasDied = (flat: FlatBattery, { underWay }: Motion): boolean =>
  flat === "dying" && !underWay;
