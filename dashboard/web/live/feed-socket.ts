import { io, type Socket } from "socket.io-client";
import type { BrowserToServer, ServerToBrowser } from "../../../contracts/live-protocol.ts";
import { noteLineLost } from "../page/clock.ts";
import { tellLineReturn } from "../page/line-return.ts";
import { type Link, type LinkEvent, nextLink } from "./link.ts";

/** A server that does not answer the handshake in this time is as good as gone, ms. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The server pings every four seconds: a link that was silent for so long is dead, ms. */
const HEARD_WITHIN_MS = 10_000;
/** How often that is looked at, ms. */
const LOOK_EVERY_MS = 1_000;

export type FeedSocket = Socket<ServerToBrowser, BrowserToServer>;

type Shown = Readonly<Record<string, string>>;

/** Connects to a namespace of the server, and again whenever the link is lost. */
export const openFeedSocket = (namespace: string, shows: () => Shown): FeedSocket =>
  io(namespace, {
    transports: ["websocket"],
    auth: (send) => send(shows()),
    // a page that is opened again after its end starts over
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    timeout: CONNECT_TIMEOUT_MS,
  });

type LinkOptions = {
  /** How the page stands before the server has said anything. */
  readonly first: Link;
  /** By what it is live: before that it may still show what was true long ago. */
  readonly liveOn: "connect" | "snapshot";
  readonly onLink: (link: Link) => void;
};

/**
 * Closes a link that has been silent for too long, by the clock: timers stand still while a computer
 * sleeps, and the one that waits for a ping has all of its time left when it wakes up.
 */
const closeWhenSilent = (socket: FeedSocket, heardMs: () => number): void => {
  let looking: ReturnType<typeof setInterval> | undefined;
  socket.io.on("open", () => {
    looking = setInterval(() => {
      if (Date.now() - heardMs() > HEARD_WITHIN_MS) socket.io.engine.close();
    }, LOOK_EVERY_MS);
  });
  socket.io.on("close", () => clearInterval(looking));
};

/** Tells how the page stands with the server, at once and at every change. */
export const followLink = (socket: FeedSocket, { first, liveOn, onLink }: LinkOptions): void => {
  let link = first;
  let heardMs = Date.now();
  const become = (next: Link): void => {
    link = next;
    noteLineLost(link.kind === "lost" ? link.sinceMs : undefined);
    onLink(link);
  };
  const take = (event: LinkEvent, atMs: number): void => become(nextLink(link, event, atMs));
  become(first);
  socket.io.on("open", () => {
    heardMs = Date.now();
    socket.io.engine.on("packet", () => {
      heardMs = Date.now();
    });
  });
  closeWhenSilent(socket, () => heardMs);
  socket.on(liveOn, () => {
    take("connected", Date.now());
    tellLineReturn();
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io client disconnect") return;
    // the server may have gone unheard long before missing pings gave it away
    take("disconnected", heardMs);
  });
  socket.io.on("reconnect_attempt", () => take("attempt", Date.now()));
};

/** Calls back when the server has turned the page away, and the socket has given up. */
export const onTurnedAway = (socket: FeedSocket, listener: () => void): void => {
  // `active` stays true while the client tries again by itself; a refusal ends that
  socket.on("connect_error", () => {
    if (!socket.active) listener();
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") listener();
  });
};
