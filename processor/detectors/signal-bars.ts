import type { Attributes } from "../../contracts/telemetry.ts";

/** Names under which trackers tell the strength of the mobile signal, 0 to 5; 21 is Teltonika's. */
const NAMES = ["gsmSignal", "gsm_signal", "gsm", "21"] as const;

/** The mobile signal in bars of five; null when the device says nothing of it. */
export const signalBars = (attributes: Attributes | undefined): number | null => {
  if (attributes === undefined) return null;
  for (const name of NAMES) {
    const bars = attributes[name];
    if (typeof bars === "number" && bars >= 0 && bars <= 5) return bars;
  }
  return null;
};
