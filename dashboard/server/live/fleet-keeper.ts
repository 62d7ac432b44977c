import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import type { VehicleLive } from "../../../contracts/live-protocol.ts";
import { Role } from "../../../contracts/permissions.ts";
import { loadLiveVehicles, loadLiveView } from "../../../db/live-view.ts";
import {
  branchOf,
  type LiveFleet,
  packedIdOf,
  putVehicle,
  removeVehicle,
  replaceFleet,
  summariesOf,
  summaryOf,
  updateStates,
} from "./live-fleet.ts";
import { fleetRoom, type LiveServer, type LiveSocket, roleRoom } from "./live-socket.ts";
import { carSeenBy } from "./seen-car.ts";

export type FleetKeeperParts = {
  readonly pool: pg.Pool;
  readonly io: LiveServer;
  readonly fleet: LiveFleet;
  readonly log: FastifyBaseLogger;
};

/** Sends a connection everything it may see; replaces what it knew. */
export const sendSnapshot = (fleet: LiveFleet, socket: LiveSocket): void => {
  const nowMs = Date.now();
  const { scope, encoding, role } = socket.data;
  const vehicles = summariesOf(fleet, scope, nowMs).map((car) => carSeenBy(role, car));
  socket.emit("snapshot", {
    serverTime: new Date(nowMs).toISOString(),
    vehicles,
    ...(encoding === "packed" && {
      packedIds: Object.fromEntries(
        vehicles.map(({ vehicleId }) => [vehicleId, packedIdOf(fleet, vehicleId)]),
      ),
    }),
  });
};

const announceEdit = (
  { io, fleet }: FleetKeeperParts,
  vehicleId: string,
  before?: string,
): void => {
  const summary = summaryOf(fleet, vehicleId, Date.now());
  if (!summary) return;
  const packedId = packedIdOf(fleet, vehicleId);
  for (const role of Role.options) {
    const rooms = [null, summary.branchId].map((scope) => roleRoom(role, scope));
    io.to(rooms).emit("vehicle:changed", carSeenBy(role, summary), packedId);
  }
  if (before !== undefined && before !== summary.branchId) {
    io.to(fleetRoom(before)).emit("vehicle:removed", { vehicleId });
  }
};

/**
 * Loads the whole fleet again. Viewers get a new snapshot when vehicles came or went, else what an
 * edit would have told them: an announcement may have got lost, and nobody announces that the time of
 * an assignment has come.
 */
export const reloadFleet = async (parts: FleetKeeperParts): Promise<void> => {
  const { pool, io, fleet, log } = parts;
  try {
    const { cameOrWent, renamed } = replaceFleet(fleet, await loadLiveView(pool));
    if (cameOrWent) {
      for (const socket of io.sockets.sockets.values()) sendSnapshot(fleet, socket);
      return;
    }
    for (const { vehicleId, formerBranchId } of renamed) {
      announceEdit(parts, vehicleId, formerBranchId);
    }
  } catch (err) {
    log.error({ err }, "the live fleet could not be reloaded; it is tried again later");
  }
};

/** Loads edited vehicles again and tells those who see them, or saw them before. */
export const reloadVehicles = async (
  parts: FleetKeeperParts,
  vehicleIds: readonly string[],
): Promise<void> => {
  const { pool, io, fleet, log } = parts;
  try {
    const loaded = await loadLiveVehicles(pool, vehicleIds);
    const active = new Set(loaded.map(({ vehicleId }) => vehicleId));
    for (const vehicleId of vehicleIds) {
      const before = branchOf(fleet, vehicleId);
      if (active.has(vehicleId) || before === undefined) continue;
      removeVehicle(fleet, vehicleId);
      io.to([fleetRoom(null), fleetRoom(before)]).emit("vehicle:removed", { vehicleId });
    }
    for (const summary of loaded) {
      const before = branchOf(fleet, summary.vehicleId);
      putVehicle(fleet, summary);
      announceEdit(parts, summary.vehicleId, before);
    }
  } catch (err) {
    log.error({ err, vehicleIds }, "edited vehicles could not be reloaded");
  }
};

/**
 * Takes announced states. A vehicle never heard of is new or inactive: it is looked up once, and
 * again only after the fleet has been reloaded, which clears `lookedUp`.
 */
export const takeStates = async (
  parts: FleetKeeperParts,
  states: readonly VehicleLive[],
  lookedUp: Set<string>,
): Promise<void> => {
  const unknown = updateStates(parts.fleet, states).filter((id) => !lookedUp.has(id));
  if (unknown.length === 0) return;
  for (const vehicleId of unknown) lookedUp.add(vehicleId);
  await reloadVehicles(parts, unknown);
  updateStates(parts.fleet, states);
};
