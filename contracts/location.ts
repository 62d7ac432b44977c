import { z } from "zod";
import { Timestamp, Window } from "./fields.ts";
import { figure, Kilometres } from "./figure.ts";
import { PageQuery } from "./paging.ts";
import { Attributes } from "./telemetry.ts";

/** A row of `gps_locations`: one accepted observation, with or without a fix. */
export const GpsLocation = z.object({
  id: z.string(),
  vehicleId: z.string(),
  deviceId: z.string(),
  timestamp: Timestamp,
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** km/h */
  speed: figure(2).nullable(),
  /** Degrees from north. */
  direction: figure(2).nullable(),
  altitudeM: figure(2).nullable(),
  accuracyM: figure(2).nullable(),
  hdop: figure(2).nullable(),
  satellites: z.number().nullable(),
  ignition: z.boolean().nullable(),
  odometerKm: Kilometres.nullable(),
  engineHours: figure(3).nullable(),
  fuelPct: figure(2).nullable(),
  fuelLitres: figure(2).nullable(),
  rpm: figure(2).nullable(),
  externalV: figure(3).nullable(),
  batteryPct: figure(2).nullable(),
  event: z.string().nullable(),
  attributes: Attributes.nullable(),
  createdAt: Timestamp,
});
export type GpsLocation = z.infer<typeof GpsLocation>;

/** The file formats are streamed whole; `limit` and `cursor` only concern `json`. */
export const TrackFormat = z.enum(["json", "geojson", "gpx", "csv"]);
export type TrackFormat = z.infer<typeof TrackFormat>;

export const LocationQuery = PageQuery.extend(Window.shape).extend({
  format: TrackFormat.default("json"),
});

/** The last day, unless `from` and `to` say otherwise. */
export const ActivityQuery = PageQuery.extend(Window.shape);

/** `[ts in ms, lon, lat, speedKmh]`: a point of a line to draw, longitude first as in GeoJSON. */
export const TrackPoint = z.tuple([z.number(), z.number(), z.number(), z.number().nullable()]);
export type TrackPoint = z.infer<typeof TrackPoint>;

/** The fixes of a stretch of time that are good enough to draw, oldest first. */
export const Track = z.object({
  vehicleId: z.string(),
  points: z.array(TrackPoint),
  /** True when the stretch held more than `MAX_TRACK_POINTS`, and the rest was left out. */
  truncated: z.boolean(),
});
export type Track = z.infer<typeof Track>;

/**
 * What a fix has to be to be worth drawing, as the detectors' position cleaning has it by default. One that does
 * not say how good it is counts as good.
 */
export const DRAWN_FIX = { maxAccuracyM: 100, minSatellites: 4, maxHdop: 5 } as const;

/** Most points one drawn track may have: two days at a fix a second are not one route. */
export const MAX_TRACK_POINTS = 50_000;

/** An hour of one car, from the continuous aggregate. */
export const ActivityHour = z.object({
  hour: Timestamp,
  observations: z.number(),
  fixes: z.number(),
  maxSpeedKmh: figure(2).nullable(),
  minOdometerKm: Kilometres.nullable(),
  maxOdometerKm: Kilometres.nullable(),
});
export type ActivityHour = z.infer<typeof ActivityHour>;
