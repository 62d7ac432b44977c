import type { Link } from "../live/link.ts";
import { aheadOfServerMs } from "./clock.ts";

/** What is shown, and when all of it was last known to be true, ms of the server's clock. */
type Loaded = {
  readonly load: "loading" | "ready" | "failed";
  readonly atMs: number | undefined;
};

/**
 * Since when what is shown may no longer be true, ms of the server's clock: since the link was lost,
 * or since the last time it could be loaded; undefined while it is true.
 */
export const staleSinceMs = ({ load, atMs }: Loaded, link: Link): number | undefined => {
  if (link.kind === "lost") return link.sinceMs - aheadOfServerMs();
  return load === "failed" ? atMs : undefined;
};
