import httpProxy from "@fastify/http-proxy";
import type { FastifyInstance } from "fastify";

/** Where devices that speak HTTP send to; ingest authenticates and answers them. */
const DEVICE_PATHS = ["/api/gps-locations", "/osmand", "/owntracks", "/traccar"] as const;

/** Passes device requests on to ingest, byte for byte, so that one public port serves everything. */
export const proxyDevices = async (app: FastifyInstance, ingestUrl: string): Promise<void> => {
  await app.register(async (scope) => {
    // Only ingest reads the bodies: any type, any size it allows.
    scope.removeAllContentTypeParsers();
    for (const path of DEVICE_PATHS) {
      await scope.register(httpProxy, {
        upstream: ingestUrl,
        prefix: path,
        rewritePrefix: path,
        // It tells of every request at level info.
        logLevel: "warn",
        replyOptions: {
          // Node has answered `expect: 100-continue` already, and the client behind refuses to send it.
          rewriteRequestHeaders: (request, { expect: _answered, ...headers }) => ({
            ...headers,
            "x-forwarded-for": request.ip,
            "x-forwarded-proto": request.protocol,
          }),
        },
      });
    }
  });
};
