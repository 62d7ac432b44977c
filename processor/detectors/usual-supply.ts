import { toThousandth } from "./kept-figures.ts";
import type { PowerCutOptions } from "../../contracts/detection/power-cut-options.ts";

/** One reading moves what is usual by this part: some dozens of readings, not a starter's dip. */
const LEARNING_PART = 1 / 16;

/** What a device is usually fed with after one more reading of a supply, V. */
export const learnSupply = (usualV: number | null, volts: number): number =>
  toThousandth(usualV === null ? volts : usualV + (volts - usualV) * LEARNING_PART);

/** Fed from a socket of 5 V, and not by the vehicle; what is fed with an unknown voltage may be. */
const isUsb = (usualV: number | null, { usbUpToV }: PowerCutOptions): boolean =>
  usualV === null || usualV < usbUpToV;

/** Below this a device has lost what usually feeds it, V. */
export const lostBelowV = (usualV: number | null, options: PowerCutOptions): number =>
  isUsb(usualV, options)
    ? options.usbLostBelowV
    : Math.max(options.lostBelowV, options.lostPart * (usualV ?? 0));

/** From here on it has it back, V. */
export const backFromV = (usualV: number | null, options: PowerCutOptions): number =>
  isUsb(usualV, options)
    ? options.usbBackFromV
    : Math.max(options.backFromV, options.backPart * (usualV ?? 0));
