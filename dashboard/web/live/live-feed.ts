import { z } from "zod";
import { ActivityEvent } from "../../../contracts/activity.ts";
import { AlertEvent } from "../../../contracts/alert.ts";
import { BookingEvent } from "../../../contracts/booking.ts";
import { CommandEvent } from "../../../contracts/command.ts";
import {
  RouteEvent,
  RouteRetracted,
  VehicleLive,
  VehicleSummary,
} from "../../../contracts/live-protocol.ts";
import { readPacked } from "../../../contracts/packed-positions.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { noteServerMs, noteServerTime } from "../page/clock.ts";
import { type CarWatch, createCarWatch } from "./car-watch.ts";
import { followLink, type FeedSocket, onTurnedAway, openFeedSocket } from "./feed-socket.ts";
import type { Link } from "./link.ts";
import type { EmitNews } from "./live-news.ts";

const Snapshot = z.object({
  serverTime: z.string(),
  vehicles: z.array(VehicleSummary),
  packedIds: z.record(z.string(), z.number()).default({}),
});
const Removed = z.object({ vehicleId: z.string() });
const PositionBatch = z.object({ serverTime: z.string(), vehicles: z.array(VehicleLive) });

export type LiveFeedOptions = {
  readonly fleet: Fleet;
  readonly onLink: (link: Link) => void;
  readonly emit: EmitNews;
  /** When a page that could not reach its server was last connected, ms; undefined for others. */
  readonly lostSinceMs: number | undefined;
  /** The server turned the page away and the feed has given up until `retry`. */
  readonly onRefused: () => void;
};

/** A connection to the live feed; `close` ends it for good. */
export type LiveFeed = Pick<CarWatch, "watch"> & { retry(): void; close(): void };

/** From this many cars on, JSON positions cost the server and the page more than they tell. */
const LARGE_FLEET = 1_000;

const firstLink = (lostSinceMs: number | undefined): Link =>
  lostSinceMs === undefined
    ? { kind: "connecting", sinceMs: Date.now() }
    : { kind: "lost", sinceMs: lostSinceMs, attempt: 1 };

const followFleet = (socket: FeedSocket, fleet: Fleet): void => {
  let idOfPacked = new Map<number, string>();
  socket.on("snapshot", (message) => {
    const { serverTime, vehicles, packedIds } = Snapshot.parse(message);
    noteServerTime(serverTime);
    idOfPacked = new Map(Object.entries(packedIds).map(([id, packedId]) => [packedId, id]));
    fleet.replaceAll(vehicles);
  });
  socket.on("positions", (message) => {
    if (!(message instanceof ArrayBuffer)) {
      const { serverTime, vehicles } = PositionBatch.parse(message);
      noteServerTime(serverTime);
      fleet.applyLive(vehicles);
      return;
    }
    const rows = readPacked(message);
    noteServerMs(rows.baseMs);
    fleet.applyPacked(rows, (packedId) => idOfPacked.get(packedId));
  });
  socket.on("vehicle:changed", (message, packedId) => {
    const vehicle = VehicleSummary.parse(message);
    idOfPacked.set(z.number().parse(packedId), vehicle.vehicleId);
    fleet.put(vehicle);
  });
  socket.on("vehicle:removed", (message) => fleet.remove(Removed.parse(message).vehicleId));
};

const followRoutes = (socket: FeedSocket, emit: EmitNews): void => {
  for (const name of ["route:started", "route:ended", "route:revised"] as const) {
    socket.on(name, (message) =>
      emit("route", { kind: "route", event: RouteEvent.parse(message) }),
    );
  }
  socket.on("route:retracted", (message) =>
    emit("route", { kind: "retracted", event: RouteRetracted.parse(message) }),
  );
};

const followAlerts = (socket: FeedSocket, emit: EmitNews): void => {
  for (const kind of ["created", "updated", "critical", "recorded"] as const) {
    socket.on(`alert:${kind}`, (message) =>
      emit("alert", { kind, alert: AlertEvent.parse(message).alert }),
    );
  }
};

const followBookings = (socket: FeedSocket, emit: EmitNews): void => {
  for (const kind of ["created", "updated", "extended"] as const) {
    socket.on(`booking:${kind}`, (message) =>
      emit("booking", { kind, event: BookingEvent.parse(message) }),
    );
  }
  socket.on("vehicle:returned", (message) =>
    emit("booking", { kind: "returned", event: BookingEvent.parse(message) }),
  );
};

const followCommands = (socket: FeedSocket, emit: EmitNews): void => {
  socket.on("command:changed", (message) => emit("command", CommandEvent.parse(message).command));
};

const followActivities = (socket: FeedSocket, emit: EmitNews): void => {
  socket.on("activity:added", (message) => emit("activity", ActivityEvent.parse(message).activity));
};

/** News may be lost while the link is down, but not before there was one. */
const followGaps = (socket: FeedSocket, emit: EmitNews, wasLost: boolean): void => {
  let isFirst = !wasLost;
  socket.on("snapshot", () => {
    if (!isFirst) emit("resumed", undefined);
    isFirst = false;
  });
};

/**
 * Opens the live feed and keeps it open: each reconnect starts with a snapshot again, so nothing is
 * missed. A large fleet's positions come packed, which leaves out the slower figures but of cars that are
 * watched; how large it is shows with the first snapshot, so such a fleet connects twice.
 */
export const openLiveFeed = (options: LiveFeedOptions): LiveFeed => {
  const { fleet, emit, lostSinceMs, onLink, onRefused } = options;
  const isLarge = (): boolean => fleet.vehicles.size > LARGE_FLEET;
  let packed = false;
  const socket = openFeedSocket("/", () => ({ positions: packed ? "packed" : "json" }));
  followLink(socket, { first: firstLink(lostSinceMs), liveOn: "snapshot", onLink });
  followFleet(socket, fleet);
  followRoutes(socket, emit);
  followAlerts(socket, emit);
  followBookings(socket, emit);
  followActivities(socket, emit);
  followCommands(socket, emit);
  followGaps(socket, emit, lostSinceMs !== undefined);
  // where positions are not packed every state is full already
  const { watch, renew } = createCarWatch((vehicleIds) => {
    const canTell = packed && socket.connected;
    if (canTell) socket.emit("vehicles:watch", vehicleIds);
    return canTell;
  });
  socket.on("snapshot", () => {
    if (packed || !isLarge()) return renew();
    packed = true;
    socket.disconnect().connect();
  });
  onTurnedAway(socket, onRefused);
  return { watch, retry: () => void socket.connect(), close: () => void socket.disconnect() };
};
