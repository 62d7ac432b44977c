/** How the page stands with the live feed. Times in ms since the Unix epoch, this computer's. */
export type Link =
  | { readonly kind: "connecting"; readonly sinceMs: number }
  | { readonly kind: "live" }
  | { readonly kind: "lost"; readonly sinceMs: number; readonly attempt: number };

/** A loss shorter than this is a blip; past it the map must not look live, ms. */
export const OFFLINE_AFTER_MS = 10_000;

export type LinkEvent = "connected" | "disconnected" | "attempt";

/** What an event of the socket makes of the link. A link never known to work stays connecting. */
export const nextLink = (link: Link, event: LinkEvent, nowMs: number): Link => {
  if (event === "connected") return { kind: "live" };
  if (link.kind === "live") return { kind: "lost", sinceMs: nowMs, attempt: 1 };
  if (link.kind === "lost" && event === "attempt") return { ...link, attempt: link.attempt + 1 };
  return link;
};

/** True once what is on screen may no longer be true, and has to say so. */
export const isStale = (link: Link, nowMs: number): boolean =>
  link.kind !== "live" && nowMs - link.sinceMs >= OFFLINE_AFTER_MS;
