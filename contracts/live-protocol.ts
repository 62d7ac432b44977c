import { z } from "zod";
import { figure, Kilometres } from "./figure.ts";
import type { ActivityEvent } from "./activity.ts";
import type { AlertEvent } from "./alert.ts";
import type { BookingEvent } from "./booking.ts";
import type { PaymentEvent } from "./booking-account.ts";
import type { CommandEvent } from "./command.ts";
import type { SharedCarEvent } from "./share-link.ts";

/** How a car moves, by the detectors: one of two independent axes (the other is `Connection`). */
export const Motion = z.enum(["driving", "idling", "parked", "unknown"]);
export type Motion = z.infer<typeof Motion>;

/** Whether the car can be heard: by age of its last message against what its motion promises. */
export const Connection = z.enum(["online", "offline", "never"]);
export type Connection = z.infer<typeof Connection>;

const Moment = z.string().nullable().optional();

/** Times of figures, ISO 8601 UTC; null where the time is not known. */
export const FigureTimes = z.object({
  ignition: Moment,
  odometerKm: Moment,
  fuelPct: Moment,
  fuelLitres: Moment,
  externalV: Moment,
  batteryPct: Moment,
  satellites: Moment,
});
export type FigureTimes = z.infer<typeof FigureTimes>;
export type FigureName = keyof FigureTimes;
/** The figures that messages may leave out, so that each has a time of its own. */
export const FIGURES = FigureTimes.keyof().options;

/** Latest known state of one vehicle, as `/api/live`, `snapshot` and `positions` carry it. */
export const VehicleLive = z.object({
  vehicleId: z.string(),
  /** Time of the last accepted message of any kind, ISO 8601 UTC; null before the first. */
  ts: z.string().nullable(),
  /** Time of the last accepted position; older than `ts` when the last messages had no fix. */
  positionTs: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  accuracyM: z.number().nullable(),
  /** Null once it says nothing about now: parked, or the position is older than the message. */
  speedKmh: figure(2).nullable(),
  /** As the device sent it, else by the car's movement; null while neither tells. */
  headingDeg: z.number().nullable(),
  motion: Motion,
  /** Since when `motion` holds, event time. */
  motionSince: z.string().nullable(),
  connection: Connection,
  /** Silent past this moment it is offline, by its device's own habits. Absent from older states. */
  offlineAfter: z.string().nullable().optional(),
  /** The pace at which it reports on the move, s; null while it is not known. */
  usualIntervalS: z.number().nullable().optional(),
  ignition: z.boolean().nullable(),
  odometerKm: Kilometres.nullable(),
  fuelPct: figure(2).nullable(),
  fuelLitres: figure(2).nullable(),
  externalV: figure(3).nullable(),
  batteryPct: figure(2).nullable(),
  satellites: z.number().nullable(),
  /**
   * When each figure was measured that the message of `ts` did not carry; a figure that is not named
   * is of `ts`. Absent from states written by releases that did not know.
   */
  figureTs: FigureTimes.optional(),
  /** The route in progress, if any. */
  routeId: z.string().nullable(),
});
export type VehicleLive = z.infer<typeof VehicleLive>;

/** A live state with what people call the car; sent in the snapshot and by `/api/live`. */
export const VehicleSummary = VehicleLive.extend({
  licensePlate: z.string(),
  model: z.string(),
  vehicleType: z.string(),
  group: z.string().nullable(),
  branchId: z.string(),
  /** Its tracker has said last that it keeps the engine from starting; absent from older states. */
  immobilised: z.boolean().optional(),
  /** Who drives it now; null for nobody, absent for viewers who do not hold `drivers:view`. */
  driverName: z.string().nullable().optional(),
  /** The booking it is out on; null for none, absent for viewers who do not hold `bookings:view`. */
  rental: z.object({ bookingId: z.string(), customerName: z.string() }).nullable().optional(),
});
export type VehicleSummary = z.infer<typeof VehicleSummary>;

export const RouteStatus = z.enum(["IN_PROGRESS", "COMPLETED"]);
export type RouteStatus = z.infer<typeof RouteStatus>;

/** A detected trip. Ids are derived from vehicle and start, so a recomputation repeats them. */
export const Route = z.object({
  id: z.string(),
  vehicleId: z.string(),
  driverId: z.string().nullable(),
  startLocationId: z.string(),
  endLocationId: z.string().nullable(),
  startTime: z.string(),
  endTime: z.string().nullable(),
  startLat: z.number(),
  startLon: z.number(),
  endLat: z.number().nullable(),
  endLon: z.number().nullable(),
  distanceKm: Kilometres,
  /** The part of the distance made while nothing was reported: a straight line or the odometer. */
  blindKm: Kilometres,
  maxSpeedKmh: figure(2).nullable(),
  movingS: z.number(),
  idlingS: z.number(),
  status: RouteStatus,
  /** Counts changes; a late observation may revise a completed route. */
  revision: z.number(),
});
export type Route = z.infer<typeof Route>;

/** A stand: parked between routes, or idling (ignition on, not moving) inside one. */
export const Stop = z.object({
  id: z.string(),
  vehicleId: z.string(),
  kind: z.enum(["parked", "idling"]),
  startTime: z.string(),
  endTime: z.string().nullable(),
  lat: z.number(),
  lon: z.number(),
  revision: z.number(),
});
export type Stop = z.infer<typeof Stop>;

/** Payloads of `route:*` events. `late` marks an event older than 15 min when it was found. */
export const RouteEvent = z.object({ route: Route, late: z.boolean() });
export type RouteEvent = z.infer<typeof RouteEvent>;
export const RouteRetracted = z.object({ routeId: z.string(), vehicleId: z.string() });
export type RouteRetracted = z.infer<typeof RouteRetracted>;

/** The latest state of every car the viewer may see; replaces whatever was known before. */
export type Snapshot = {
  serverTime: string;
  vehicles: VehicleSummary[];
  /** Numbers that stand for the vehicle ids in packed positions, for this connection only. */
  packedIds?: Record<string, number>;
};

/** Server to browser. Positions are latest-per-vehicle and may be skipped; the rest may not. */
export interface ServerToBrowser {
  snapshot: (snapshot: Snapshot) => void;
  positions: (batch: { serverTime: string; vehicles: VehicleLive[] } | ArrayBuffer) => void;
  "route:started": (event: RouteEvent) => void;
  "route:ended": (event: RouteEvent) => void;
  "route:revised": (event: RouteEvent) => void;
  "route:retracted": (event: RouteRetracted) => void;
  "alert:created": (event: AlertEvent) => void;
  "alert:updated": (event: AlertEvent) => void;
  /** Follows `alert:created` or `alert:updated` when the alert is, or has become, critical. */
  "alert:critical": (event: AlertEvent) => void;
  /** Found too late to be news: for lists that are open, not for people. */
  "alert:recorded": (event: AlertEvent) => void;
  "booking:created": (event: BookingEvent) => void;
  "booking:updated": (event: BookingEvent) => void;
  "booking:extended": (event: BookingEvent) => void;
  "payment:collected": (event: PaymentEvent) => void;
  "vehicle:returned": (event: BookingEvent) => void;
  /** Something happened that the owner of the business reads about. */
  "activity:added": (event: ActivityEvent) => void;
  /** A command was asked for, or took a step. */
  "command:changed": (event: CommandEvent) => void;
  /** A vehicle was added or edited: name, plate, group, driver. `packedId` as in the snapshot. */
  "vehicle:changed": (vehicle: VehicleSummary, packedId: number) => void;
  /** In the namespace of shared links, where `positions` follow packed: the link's car as it is now. */
  "shared:car": (event: SharedCarEvent) => void;
  /** There too: the link has expired or was revoked. */
  "shared:ended": () => void;
  /** A vehicle was retired, or moved to a branch the viewer does not see. */
  "vehicle:removed": (removed: { vehicleId: string }) => void;
}

/** Cars that one connection watches at most. */
export const MAX_WATCHED = 100;

/** Ids of the cars a page shows in full; whoever names one it may not see is told nothing of it. */
export const WatchedVehicles = z.array(z.guid()).max(MAX_WATCHED);

/** Browser to server. Anything else that is sent ends the connection. */
export interface BrowserToServer {
  /**
   * From a viewer of packed positions, which leave out the slower figures: the states of these cars are
   * told in full besides, now and with each change, in place of those named before.
   */
  "vehicles:watch": (vehicleIds: string[]) => void;
}

/** Handshake `auth`: a bearer token where no cookie travels, and the encoding of `positions`. */
export const SocketAuth = z.object({
  token: z.string().optional(),
  positions: z.enum(["json", "packed"]).default("json"),
});
