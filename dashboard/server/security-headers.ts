import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { BaseMapSetting } from "./base-map/base-map.ts";

/**
 * Everything comes from this server: no inline script, no foreign host but that of a tile server which
 * was set. 'self' in connect-src covers its WebSocket. Style attributes are allowed, because the map
 * sets positions and sizes with them.
 */
const contentSecurityPolicy = (tileOrigins: readonly string[]) => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    scriptSrcAttr: ["'none'"],
    workerSrc: ["'self'"],
    styleSrc: ["'self'"],
    styleSrcAttr: ["'unsafe-inline'"],
    imgSrc: ["'self'", "data:", "blob:"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'", ...tileOrigins],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
});

/** Sends the security headers on every answer, those of the API included. */
export const secureHeaders = async (
  app: FastifyInstance,
  baseMap: BaseMapSetting,
): Promise<void> => {
  const isForeign = baseMap.kind === "tiles";
  await app.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicy(isForeign ? [baseMap.origin] : []),
    // Only tells browsers that came over HTTPS to stay there; a TLS front decides on subdomains.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    // tile servers turn away who does not say where they come from
    referrerPolicy: { policy: isForeign ? "strict-origin-when-cross-origin" : "same-origin" },
  });
};
