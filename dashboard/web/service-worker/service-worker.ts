/*
 * Lets the page open while its server cannot be reached, and shows what is pushed to it. It keeps the
 * page itself and the base map that has been looked at; of what the API says it keeps nothing, that is
 * the page's own matter.
 */
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";
import { isBaseMapStyle } from "../offline/base-map-style.ts";
import { followPushes } from "./push-events.ts";

declare const self: ServiceWorkerGlobalScope & {
  /** The files of this build, and which base map it has; written in by `precache-list.ts`. */
  readonly __PRECACHE: { readonly url: string; readonly revision: string | null }[];
  readonly __BASEMAP: string;
};

/** A bad line must not keep a person from what is known, ms. */
const PATIENCE_MS = 4_000;
/** What the server answers itself, in pages of its own. */
const NOT_PAGES = [/^\/(api|mqtt|osmand|owntracks|traccar|metrics|healthz|readyz)(\/|$)/];

const BASEMAP = "basemap-";
const basemapCache = `${BASEMAP}${self.__BASEMAP}`;

const dropOtherBaseMaps = async (): Promise<void> => {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(BASEMAP) && name !== basemapCache);
  await Promise.all(others.map((name) => caches.delete(name)));
};

/** The page as the server has it now; as it was kept, when the server does not answer. */
const openPage = async ({ request }: { readonly request: Request }): Promise<Response> => {
  const kept = async (): Promise<Response> =>
    (await matchPrecache("/index.html")) ?? Response.error();
  try {
    // A navigation itself cannot be given up: this asks for the same as a plain request.
    const response = await fetch(request.url, {
      headers: { accept: "text/html" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.status >= 500 ? await kept() : response;
  } catch {
    return kept();
  }
};

// The first route that matches answers, and the kept files include one for "/".
registerRoute(new NavigationRoute(openPage, { denylist: NOT_PAGES }));
// Another base map may have been set meanwhile.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isBaseMapStyle(url.pathname),
  new NetworkFirst({ cacheName: basemapCache, networkTimeoutSeconds: PATIENCE_MS / 1_000 }),
);
// Tiles of a whole country are the browser's own to keep or drop.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /^\/basemap\/[\w.-]+$/.test(url.pathname),
  // Asked for again while the server goes away, what is kept would be gone too.
  new CacheFirst({ cacheName: basemapCache }),
);
precacheAndRoute(self.__PRECACHE);
cleanupOutdatedCaches();
followPushes(self);

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), dropOtherBaseMaps()])),
);
