import type { RouteEvent, RouteRetracted, VehicleLive } from "../contracts/live-protocol.ts";
import { addToOutbox, type OutboxEvent } from "../db/outbox.ts";
import type { Queryable } from "../db/pool.ts";
import { retractIds, retractWindow } from "../db/retraction.ts";
import { saveRoutes, type RouteChange } from "../db/routes.ts";
import { saveStops } from "../db/stops.ts";
import { deleteCheckpoints, saveCheckpoints, saveVehicleStates } from "../db/vehicle-states.ts";
import type { Output, RouteRecord, StopRecord } from "./detectors/output.ts";
import type { VehicleChange } from "./vehicle-change.ts";
import { liveView, wakeAtMs } from "./vehicle-fold.ts";

/** An event found later than this is recorded and labelled, not pushed as news, ms. */
const LATE_AFTER_MS = 15 * 60_000;

const isRoute = (output: Output): output is Extract<Output, { kind: "route" }> =>
  output.kind === "route";
const isStop = (output: Output): output is Extract<Output, { kind: "stop" }> =>
  output.kind === "stop";

const announcement = ({ route, before }: RouteChange, nowMs: number): OutboxEvent => {
  const happenedAt = route.endTime ?? route.startTime;
  const late = nowMs - Date.parse(happenedAt) > LATE_AFTER_MS;
  const payload: RouteEvent = { route, late };
  if (before !== "COMPLETED" && route.status === "COMPLETED")
    return { event: "route:ended", payload };
  return { event: before === null ? "route:started" : "route:revised", payload };
};

const retract = async (db: Queryable, change: VehicleChange): Promise<OutboxEvent[]> => {
  const { vehicle, outputs, window } = change;
  const ids = [...change.retractedIds];
  const gone = await retractIds(db, "routes", ids);
  await retractIds(db, "stops", ids);
  if (window) {
    const kept = [...outputs.keys(), ...change.keptIds];
    gone.push(...(await retractWindow(db, "routes", vehicle.id, window, kept)));
    await retractWindow(db, "stops", vehicle.id, window, kept);
  }
  return gone.map((routeId) => {
    const payload: RouteRetracted = { routeId, vehicleId: vehicle.id };
    return { event: "route:retracted", payload };
  });
};

/**
 * Writes what happened to vehicles, in the caller's transaction: records, announcements,
 * checkpoints and state. Returns the live view of each for best-effort announcement afterwards.
 */
export const writeChanges = async (
  db: Queryable,
  changes: readonly VehicleChange[],
  nowMs: number,
): Promise<{ readonly lives: VehicleLive[]; readonly announced: number }> => {
  const events: OutboxEvent[] = [];
  for (const change of changes) {
    if (change.window || change.retractedIds.size > 0) events.push(...(await retract(db, change)));
    const { outdated } = change;
    if (outdated)
      await deleteCheckpoints(db, change.vehicle.id, outdated.fromMs, outdated.beforeMs);
  }
  const outputs = changes.flatMap((change) => [...change.outputs.values()]);
  const routes: RouteRecord[] = outputs.filter(isRoute).map(({ record }) => record);
  const stops: StopRecord[] = outputs.filter(isStop).map(({ record }) => record);
  const routeChanges = await saveRoutes(db, routes);
  await saveStops(db, stops);
  events.push(...routeChanges.map((change) => announcement(change, nowMs)));
  await addToOutbox(db, events);
  await saveCheckpoints(
    db,
    changes.flatMap((change) => change.checkpoints),
  );
  const lives = changes.map(({ vehicle }) => liveView(vehicle.state, vehicle.id, nowMs));
  await saveVehicleStates(
    db,
    changes.map(({ vehicle }, index) => ({
      vehicleId: vehicle.id,
      stateJson: JSON.stringify(vehicle.state),
      foldedAtMs: vehicle.state.foldedAtMs,
      rewindFromMs: vehicle.rewind?.fromMs ?? null,
      rewindUntilMs: vehicle.rewind?.untilMs ?? null,
      wakeAtMs: wakeAtMs(vehicle.state, vehicle.settings, vehicle.projectedAtMs),
      projectedAtMs: vehicle.projectedAtMs,
      live: lives[index] ?? liveView(vehicle.state, vehicle.id, nowMs),
    })),
  );
  return { lives, announced: events.length };
};
