import { z } from "zod";
import { Timestamp, Window } from "./fields.ts";
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
  speed: z.number().nullable(),
  /** Degrees from north. */
  direction: z.number().nullable(),
  altitudeM: z.number().nullable(),
  accuracyM: z.number().nullable(),
  hdop: z.number().nullable(),
  satellites: z.number().nullable(),
  ignition: z.boolean().nullable(),
  odometerKm: z.number().nullable(),
  engineHours: z.number().nullable(),
  fuelPct: z.number().nullable(),
  fuelLitres: z.number().nullable(),
  rpm: z.number().nullable(),
  externalV: z.number().nullable(),
  batteryPct: z.number().nullable(),
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

/** Most points one drawn track may have: two days at a fix a second are not one route. */
export const MAX_TRACK_POINTS = 50_000;

/** An hour of one car, from the continuous aggregate. */
export const ActivityHour = z.object({
  hour: Timestamp,
  observations: z.number(),
  fixes: z.number(),
  maxSpeedKmh: z.number().nullable(),
  minOdometerKm: z.number().nullable(),
  maxOdometerKm: z.number().nullable(),
});
export type ActivityHour = z.infer<typeof ActivityHour>;
