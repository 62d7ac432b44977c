import type { Activity } from "../../../contracts/activity.ts";
import type { Alert } from "../../../contracts/alert.ts";
import type { BookingEvent } from "../../../contracts/booking.ts";
import type { Command } from "../../../contracts/command.ts";
import type { RouteEvent, RouteRetracted } from "../../../contracts/live-protocol.ts";

/** News about one car's routes, for whoever shows its day. */
export type RouteNews =
  | { readonly kind: "route"; readonly event: RouteEvent }
  | { readonly kind: "retracted"; readonly event: RouteRetracted };

/** News about an alert. `recorded`: found too late to be news, for lists that are open. */
export type AlertNews = {
  readonly kind: "created" | "updated" | "critical" | "recorded";
  readonly alert: Alert;
};

/** News about a booking. */
export type BookingNews = {
  readonly kind: "created" | "updated" | "extended" | "returned";
  readonly event: BookingEvent;
};

/** What the feed tells besides positions, by name. */
export type NewsByName = {
  readonly route: RouteNews;
  readonly alert: AlertNews;
  readonly booking: BookingNews;
  /** Something that happened, for whoever reads what did. */
  readonly activity: Activity;
  /** A command as it is after its latest step. */
  readonly command: Command;
  /** The link is back after a gap in which news may have been lost: what is shown wants a reload. */
  readonly resumed: undefined;
};

/** Where pages listen for news; `on` calls back until the returned function is called. */
export type LiveNews = {
  on<Name extends keyof NewsByName>(
    name: Name,
    listener: (news: NewsByName[Name]) => void,
  ): () => void;
};

export type EmitNews = <Name extends keyof NewsByName>(name: Name, news: NewsByName[Name]) => void;

/** News and the function that makes them. */
export const createLiveNews = (): { readonly news: LiveNews; readonly emit: EmitNews } => {
  const listeners: { [Name in keyof NewsByName]: Set<(news: NewsByName[Name]) => void> } = {
    route: new Set(),
    alert: new Set(),
    booking: new Set(),
    activity: new Set(),
    command: new Set(),
    resumed: new Set(),
  };
  return {
    news: {
      on: (name, listener) => {
        listeners[name].add(listener);
        return () => listeners[name].delete(listener);
      },
    },
    emit: (name, news) => {
      for (const listener of listeners[name]) listener(news);
    },
  };
};
