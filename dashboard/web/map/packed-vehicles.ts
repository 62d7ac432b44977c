/**
 * Bytes a vehicle takes on the graphics card: previous and next position (4 float32), start and
 * length of the glide (2 float32), previous and next heading (2 uint16), status (an index of
 * `STATUSES`), dimmed, heading unknown, how it is heard (`markConnections`).
 */
export const STRIDE = 32;
const FLOATS = STRIDE / 4;
const SHORTS = STRIDE / 2;

/** Vehicles as they lie in memory: `STRIDE` bytes each. */
export type PackedVehicles = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly floats: Float32Array;
  readonly shorts: Uint16Array;
  /** Layer time from which the starts of glides are counted, s: see `keepTimePrecise`. */
  readonly epochS: number;
};

/** Where a vehicle is drawn at `nowS`, relative to the origin, and its heading in 1/65536 turns. */
export const displayed = (vehicles: PackedVehicles, index: number, nowS: number) => {
  const at = index * FLOATS;
  const { floats, shorts } = vehicles;
  const x0 = floats[at] ?? 0;
  const y0 = floats[at + 1] ?? 0;
  const x1 = floats[at + 2] ?? 0;
  const y1 = floats[at + 3] ?? 0;
  const startS = vehicles.epochS + (floats[at + 4] ?? 0);
  const glideS = floats[at + 5] ?? 0;
  const part = glideS > 0 ? Math.min(1, Math.max(0, (nowS - startS) / glideS)) : 1;
  const from = shorts[index * SHORTS + 12] ?? 0;
  const to = shorts[index * SHORTS + 13] ?? 0;
  // the shorter way round: the difference as a signed 16-bit number
  const turn = ((to - from) << 16) >> 16;
  return {
    x: x0 + (x1 - x0) * part,
    y: y0 + (y1 - y0) * part,
    turn: (from + Math.round(turn * part)) & 0xffff,
  };
};
