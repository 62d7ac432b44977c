/** From where a map is looked at: its middle in degrees, and its zoom. */
export type Camera = { readonly lat: number; readonly lon: number; readonly zoom: number };

/** Nearer than this two places are one, degrees: a metre. */
const SAME_DEG = 0.00001;
/** Closer than this two zooms are one. */
const SAME_ZOOM = 0.01;

/** Whether nobody could see the difference. */
export const isSameCamera = (one: Camera, other: Camera | undefined): boolean =>
  other !== undefined &&
  Math.abs(one.lat - other.lat) < SAME_DEG &&
  Math.abs(one.lon - other.lon) < SAME_DEG &&
  Math.abs(one.zoom - other.zoom) < SAME_ZOOM;
