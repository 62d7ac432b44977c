import { z } from "zod";
import { detectionId } from "./detector.ts";
import type { Output } from "./output.ts";
import type { OfDevice } from "./per-device.ts";

/** The supply is gone, perhaps; a cut once it has been detected. */
export const Loss = z.object({
  startMs: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  /** The last voltage that was one, and what was read then. */
  fromV: z.number().nullable(),
  toV: z.number().nullable(),
  speedKmh: z.number().nullable(),
  /** The device says itself that it was unplugged. */
  saidByDevice: z.boolean(),
  detectedAtMs: z.number().nullable(),
  certainty: z.enum(["confirmed", "suspected"]),
  /** First reading of a supply that seems to be back. */
  backMs: z.number().nullable(),
  /** Its record is named for the device; one from before there could be several is not. */
  isNamed: z.boolean().default(false),
});
export type Loss = z.infer<typeof Loss>;

/** A cut as it is told of. */
export const sayCut = (
  { deviceId }: OfDevice,
  loss: Loss,
  vehicleId: string,
  endMs: number | null,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(
      vehicleId,
      "power_cut",
      loss.isNamed ? `${deviceId}:${loss.startMs}` : loss.startMs,
    ),
    vehicleId,
    type: "power_cut",
    certainty: loss.certainty,
    startMs: loss.startMs,
    endMs,
    detectedAtMs: loss.detectedAtMs ?? loss.startMs,
    lat: loss.lat,
    lon: loss.lon,
    evidence: {
      device: deviceId,
      fromV: loss.fromV,
      toV: loss.toV,
      speedKmh: loss.speedKmh,
      saidByDevice: loss.saidByDevice,
    },
  },
});

/** Without a voltmeter nothing tells when it is back: what has no duration ends when it starts. */
export const isMomentary = ({ fromV, toV }: Loss): boolean => fromV === null && toV === null;

/** One that may last. */
export const sayOpen = (supply: OfDevice, loss: Loss, vehicleId: string): Output =>
  sayCut(supply, loss, vehicleId, isMomentary(loss) ? loss.startMs : null);
