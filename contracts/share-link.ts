import { z } from "zod";
import { text, Timestamp } from "./fields.ts";
import { figure } from "./figure.ts";
import { Route, Stop, VehicleLive } from "./live-protocol.ts";
import { TrackPoint } from "./location.ts";
import { PageQuery } from "./paging.ts";

/** What one link shows: where a car is from now on, or one route that it has driven. */
export const ShareKind = z.enum(["live", "route"]);
export type ShareKind = z.infer<typeof ShareKind>;

/**
 * `void` without having been revoked: who made it may no longer share the car, the car is out of the
 * fleet, or late data took the route back.
 */
export const ShareState = z.enum(["active", "expired", "revoked", "void"]);
export type ShareState = z.infer<typeof ShareState>;

/** Shortest and longest time a link may hold, s: five minutes and thirty days. */
const LEAST_VALID_S = 300;
const MOST_VALID_S = 30 * 86_400;

const common = {
  validS: z.int().min(LEAST_VALID_S).max(MOST_VALID_S),
  /** What the car is called there instead of its licence plate. */
  label: text(80).optional(),
};

/** `POST /api/share-links`. Only a route that is completed can be shared. */
export const NewShareLink = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("live"), vehicleId: z.uuid(), ...common }),
  z.strictObject({ kind: z.literal("route"), routeId: z.uuid(), ...common }),
]);
export type NewShareLink = z.output<typeof NewShareLink>;

/** A link as those see it who may share; never with what opens it. */
export const ShareLink = z.object({
  id: z.string(),
  kind: ShareKind,
  vehicleId: z.string(),
  licensePlate: z.string(),
  /** Of a shared route, with its times; null once late data took it back. */
  routeId: z.string().nullable(),
  routeStartTime: Timestamp.nullable(),
  routeEndTime: Timestamp.nullable(),
  label: z.string().nullable(),
  state: ShareState,
  createdAt: Timestamp,
  createdByName: z.string(),
  expiresAt: Timestamp,
  revokedAt: Timestamp.nullable(),
  revokedByName: z.string().nullable(),
  /** How often it was opened, and when last. */
  opened: z.number(),
  lastOpenedAt: Timestamp.nullable(),
});
export type ShareLink = z.infer<typeof ShareLink>;

/** A link just made. `token` opens it and is shown this once; `path` is the page that does. */
export const ShareLinkWithToken = ShareLink.extend({ token: z.string(), path: z.string() });
export type ShareLinkWithToken = z.infer<typeof ShareLinkWithToken>;

/** Links, latest first. */
export const ShareLinkQuery = PageQuery.extend({
  vehicleId: z.uuid().optional(),
  state: ShareState.optional(),
});

/** All that a link tells of a car: where it is, how it moves, how old that is, whether it is heard. */
export const SharedCar = VehicleLive.pick({
  ...{ ts: true, positionTs: true, lat: true, lon: true, accuracyM: true },
  ...{ speedKmh: true, headingDeg: true, motion: true, motionSince: true },
  ...{ connection: true, offlineAfter: true, usualIntervalS: true },
});
export type SharedCar = z.infer<typeof SharedCar>;

/** All that a link tells of a route. */
const SharedRoute = Route.pick({
  ...{ startTime: true, endTime: true, startLat: true, startLon: true, endLat: true, endLon: true },
  ...{ distanceKm: true, movingS: true, idlingS: true },
}).extend({ maxSpeedKmh: figure(2).nullable() });

const SharedStop = Stop.pick({ kind: true, startTime: true, endTime: true, lat: true, lon: true });

const shown = {
  /** The label, else the licence plate. */
  name: z.string(),
  serverTime: Timestamp,
  /** From then on the link shows nothing. */
  expiresAt: Timestamp,
  /** Of the car's branch, IANA: its times are told by the clocks there, whoever looks from elsewhere. */
  timeZone: z.string(),
};

/** `GET /api/shared`: what a link shows. */
export const SharedView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("live"), ...shown, car: SharedCar }),
  z.object({
    ...{ kind: z.literal("route"), ...shown, route: SharedRoute },
    /** Stands within the route. */
    stops: z.array(SharedStop),
    points: z.array(TrackPoint),
    /** True when the route has more points than are sent. */
    truncated: z.boolean(),
  }),
]);
export type SharedView = z.infer<typeof SharedView>;

/** The Socket.IO namespace of links; who connects there hears of nothing else. */
export const SHARED_NAMESPACE = "/shared";
/** The one number of the one car in its packed positions. */
export const SHARED_PACKED_ID = 1;

/** Handshake `auth` of that namespace. */
export const SharedAuth = z.object({ token: z.string().max(200) });

/** Payload of `shared:car`: the car as it is known when the page connects. */
export const SharedCarEvent = z.object({ serverTime: Timestamp, car: SharedCar });
export type SharedCarEvent = z.infer<typeof SharedCarEvent>;
