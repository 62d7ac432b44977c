import "@fastify/cookie"; // types `app.parseCookie`
import type { FastifyInstance } from "fastify";
import type { LiveViewParts } from "../../dashboard/server/live/live-view.ts";
import { sendSnapshot } from "../../dashboard/server/live/fleet-keeper.ts";
import { emptyFleet, putVehicle, updateStates } from "../../dashboard/server/live/live-fleet.ts";
import {
  joinRooms,
  openLiveServer,
  requireSession,
} from "../../dashboard/server/live/live-socket.ts";
import { flushPositions } from "../../dashboard/server/live/position-stream.ts";
import { followWatching } from "../../dashboard/server/live/watched-cars.ts";
import { startTestDashboard } from "../../dashboard/server/testing.ts";
import { inDist } from "../../starter/checkout.ts";
import { movingFleet } from "./moving-fleet.ts";

/** The dashboard server with a fleet that moves only when it is told to. */
export type FleetServer = {
  readonly url: string;
  /** Sends one tick: where every car is now. Answers when it was sent, ms. */
  readonly tick: () => number;
  readonly close: () => Promise<void>;
};

/** Starts one: its own HTTP server and live socket, with a fleet of so many cars put into it. */
export const startFleetServer = async (count: number): Promise<FleetServer> => {
  const fleet = emptyFleet();
  for (const car of movingFleet(count, Date.now())) putVehicle(fleet, car);
  let flush = (_atMs: number): void => {};
  const startLive = (app: FastifyInstance, { pool, log, metrics }: LiveViewParts) => {
    const io = openLiveServer(app.server);
    requireSession(io, { pool, parseCookie: (header) => app.parseCookie(header) }, log);
    io.on("connection", (socket) => {
      sendSnapshot(fleet, socket);
      joinRooms(socket);
      followWatching(socket);
    });
    flush = (atMs) => flushPositions({ io, fleet, metrics }, atMs);
    return Promise.resolve(() => Promise.resolve(io.engine.close()).then(() => undefined));
  };
  const web = { webRoot: inDist("dashboard/web"), basemapRoot: inDist("basemap") };
  const { url, close } = await startTestDashboard({ web, startLive });
  return {
    url,
    close,
    tick: () => {
      const atMs = Date.now();
      updateStates(fleet, movingFleet(count, atMs));
      const sentMs = Date.now();
      flush(sentMs);
      return sentMs;
    },
  };
};
