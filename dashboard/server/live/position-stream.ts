import type { VehicleLive } from "../../../contracts/live-protocol.ts";
import { packPositions } from "../../../contracts/packed-positions.ts";
import type { BranchScope } from "../../../db/branches.ts";
import type { Metrics } from "../metrics.ts";
import {
  type ChangedState,
  changedSince,
  type LiveFleet,
  noticeSilence,
  packedIdOf,
  takeChanged,
} from "./live-fleet.ts";
import {
  cutOff,
  type LiveServer,
  type LiveSocket,
  type PositionEncoding,
  positionRoom,
} from "./live-socket.ts";
import { sendWatched } from "./watched-cars.ts";

/** Time between two flushes, ms: five a second is as smooth as people can tell on a map. */
export const FLUSH_INTERVAL_MS = 200;
/** Time between two looks for cars that fell silent, ms. */
const SILENCE_CHECK_INTERVAL_MS = 1_000;
/** A connection that takes nothing for this long is cut, ms: it would only fill memory. */
const MAX_BLOCKED_MS = 15_000;
const ENCODINGS: readonly PositionEncoding[] = ["json", "packed"];

type StreamParts = {
  readonly io: LiveServer;
  readonly fleet: LiveFleet;
  readonly metrics: Metrics;
};

const encode = (
  fleet: LiveFleet,
  vehicles: VehicleLive[],
  encoding: PositionEncoding,
  nowMs: number,
) =>
  encoding === "packed"
    ? packPositions(vehicles, (id) => packedIdOf(fleet, id), nowMs)
    : { serverTime: new Date(nowMs).toISOString(), vehicles };

/** Remembers who cannot take this flush, and cuts off who has not taken any for long. */
const noteBlocked = (socket: LiveSocket, nextFlush: number, nowMs: number): "cut" | undefined => {
  const { data, conn } = socket;
  if (conn.transport.writable) {
    data.blockedSinceMs = undefined;
    return undefined;
  }
  // Positions are volatile: Socket.IO drops them for a connection that is not writable.
  data.missedSinceFlush ??= nextFlush;
  data.blockedSinceMs ??= nowMs;
  if (nowMs - data.blockedSinceMs < MAX_BLOCKED_MS) return undefined;
  cutOff(socket);
  return "cut";
};

/** Sends once more what a connection missed, so that a parked car's last word is never lost. */
const catchUp = (socket: LiveSocket, fleet: LiveFleet, nowMs: number): void => {
  const { missedSinceFlush, blockedSinceMs, scope, encoding } = socket.data;
  if (missedSinceFlush === undefined || blockedSinceMs !== undefined) return;
  socket.data.missedSinceFlush = undefined;
  const missed = changedSince(fleet, missedSinceFlush, scope);
  if (missed.length > 0) socket.emit("positions", encode(fleet, missed, encoding, nowMs));
};

const sendToScope = (
  { io, fleet, metrics }: StreamParts,
  scope: BranchScope,
  vehicles: VehicleLive[],
  nowMs: number,
): void => {
  for (const encoding of ENCODINGS) {
    const room = positionRoom(scope, encoding);
    if (!io.sockets.adapter.rooms.has(room)) continue;
    io.to(room).volatile.emit("positions", encode(fleet, vehicles, encoding, nowMs));
    metrics.sentPositions.inc(vehicles.length);
  }
};

const byBranch = (changed: readonly ChangedState[]): Map<string, VehicleLive[]> => {
  const branches = new Map<string, VehicleLive[]>();
  for (const { branchId, live } of changed) {
    const states = branches.get(branchId);
    if (states) states.push(live);
    else branches.set(branchId, [live]);
  }
  return branches;
};

/** Sends each viewer the latest state of every car that changed since the last flush. */
export const flushPositions = (parts: StreamParts, nowMs: number): void => {
  const { io, fleet, metrics } = parts;
  for (const socket of io.sockets.sockets.values()) {
    if (noteBlocked(socket, fleet.flushes + 1, nowMs))
      metrics.droppedSockets.inc({ reason: "slow" });
  }
  const changed = takeChanged(fleet, nowMs);
  if (changed.length > 0) {
    const everyone = changed.map(({ live }) => live);
    sendToScope(parts, null, everyone, nowMs);
    for (const [branchId, states] of byBranch(changed)) sendToScope(parts, branchId, states, nowMs);
  }
  for (const socket of io.sockets.sockets.values()) {
    catchUp(socket, fleet, nowMs);
    metrics.sentPositions.inc(sendWatched(socket, fleet, nowMs));
  }
};

/** Flushes several times a second until the returned function is called. */
export const startPositionStream = (parts: StreamParts): (() => void) => {
  const timers = [
    setInterval(() => flushPositions(parts, Date.now()), FLUSH_INTERVAL_MS),
    setInterval(() => noticeSilence(parts.fleet, Date.now()), SILENCE_CHECK_INTERVAL_MS),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
};
