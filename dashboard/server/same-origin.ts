import type { IncomingHttpHeaders } from "node:http";

const hostOf = (origin: string): string | undefined => {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
};

/**
 * Whether a request may come from our own page: `Sec-Fetch-Site` decides where the browser sends
 * it, else `Origin` against `Host`. Neither header means no browser, hence no forged request.
 */
export const isSameOrigin = (headers: IncomingHttpHeaders): boolean => {
  const site = headers["sec-fetch-site"];
  // "none" is a request the person made: a typed address, a bookmark.
  if (site !== undefined) return site === "same-origin" || site === "none";
  return headers.origin === undefined || hostOf(headers.origin) === headers.host;
};

/** The same for a WebSocket, where `Origin` is what every browser sends (ASVS 5.0, 4.4.2). */
export const isOwnSocketOrigin = ({ origin, host }: IncomingHttpHeaders): boolean =>
  origin === undefined || hostOf(origin) === host;
