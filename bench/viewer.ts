// A viewer, as a process: signs in to the live socket as a browser would and remembers when each
// state came. JSON positions, because packed ones round a position's time to tenths of a second.
import { io, type Socket } from "socket.io-client";
import type { ServerToBrowser } from "../contracts/live-protocol.ts";
import { ViewerPlan, type ViewerReport } from "./viewer-report.ts";

const { url, token } = ViewerPlan.parse(JSON.parse(process.argv[2] ?? "null"));
const report: ViewerReport = { arrivals: {}, batches: 0 };

const socket: Socket<ServerToBrowser> = io(url, { transports: ["websocket"], auth: { token } });
socket.on("snapshot", () => process.send?.({ ready: true }));
socket.on("connect_error", (error) => {
  throw error;
});
socket.on("positions", (batch) => {
  const atMs = Date.now();
  if (batch instanceof ArrayBuffer) throw new Error("asked for JSON positions, got packed ones");
  report.batches++;
  for (const { vehicleId, ts } of batch.vehicles) {
    if (ts !== null) (report.arrivals[vehicleId] ??= []).push({ tsMs: Date.parse(ts), atMs });
  }
});
process.once("disconnect", () => process.exit(0));
process.on("message", () => process.send?.(report));
