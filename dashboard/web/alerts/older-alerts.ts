import type { Alert } from "../../../contracts/alert.ts";
import type { Page } from "../../../contracts/paging.ts";

/** A page of resolved alerts, the latest first; without a cursor the first one. Throws `ApiError`. */
export type LoadResolved = (cursor: string | undefined) => Promise<Page<Alert>>;

/** Resolved alerts from before those an inbox loads by itself, as far down as somebody has gone. */
export type OlderAlerts = {
  readonly held: ReadonlyMap<string, Alert>;
  /** Whether the server has more, as far as it has said. */
  readonly areMoreLeft: boolean;
  /** Begins anew after the first page, whose cursor for the next this is: others may have come between. */
  restart(cursor: string | null): void;
  /** Keeps a newer version of one that is held. */
  note(alert: Alert): void;
  /** Fetches the next that are not in `known`; none once all are there, or while some are on their way. */
  next(known: ReadonlyMap<string, Alert>): Promise<readonly Alert[]>;
};

/** Starts at the latest, unless it is told where the first page ended. */
export const createOlderAlerts = (loadPage: LoadResolved): OlderAlerts => {
  const held = new Map<string, Alert>();
  let cursor: string | null | undefined;
  let isLoading = false;
  let starts = 0;

  const search = async (known: ReadonlyMap<string, Alert>): Promise<readonly Alert[]> => {
    while (cursor !== null) {
      const start = starts;
      const { items, nextCursor } = await loadPage(cursor);
      if (start === starts) cursor = nextCursor; // else it goes on from the new start
      const found = items.filter(({ id }) => !known.has(id));
      for (const alert of items) held.set(alert.id, alert);
      if (found.length > 0) return found;
    }
    return [];
  };
  return {
    held,
    get areMoreLeft() {
      return typeof cursor === "string";
    },
    restart(from) {
      cursor = from;
      starts++;
    },
    note(alert) {
      if (held.has(alert.id)) held.set(alert.id, alert);
    },
    async next(known) {
      if (isLoading) return [];
      isLoading = true;
      try {
        return await search(known);
      } finally {
        isLoading = false;
      }
    },
  };
};
