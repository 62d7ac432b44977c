import { readPacked } from "../../../../contracts/packed-positions.ts";
import {
  SHARED_NAMESPACE,
  type SharedCar,
  SharedCarEvent,
} from "../../../../contracts/share-link.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import {
  type FeedSocket,
  followLink,
  onTurnedAway,
  openFeedSocket,
} from "../../live/feed-socket.ts";
import type { Link } from "../../live/link.ts";
import { noteServerTime } from "../../page/clock.ts";
import { SHARED_CAR_ID } from "./shared-car.ts";

type Options = {
  readonly token: string;
  /** Holds the one car; empty for a route. */
  readonly fleet: Fleet;
  /** The car in full, as it is now. */
  readonly onCar: (car: SharedCar) => void;
  readonly onLink: (link: Link) => void;
  /** The link is over. */
  readonly onEnded: () => void;
  /** The server turned the page away, and the feed has given up. */
  readonly onRefused: () => void;
};

const followCar = (socket: FeedSocket, { fleet, onCar }: Options): void => {
  socket.on("shared:car", (message) => {
    const { serverTime, car } = SharedCarEvent.parse(message);
    noteServerTime(serverTime);
    onCar(car);
  });
  socket.on("positions", (message) => {
    if (!(message instanceof ArrayBuffer)) return;
    fleet.applyPacked(readPacked(message), () => SHARED_CAR_ID);
  });
};

/** Keeps a shared link's page up to date, until the function that it answers is called. */
export const openSharedFeed = (options: Options): (() => void) => {
  const { token, onLink, onEnded, onRefused } = options;
  const socket = openFeedSocket(SHARED_NAMESPACE, () => ({ token }));
  const first: Link = { kind: "connecting", sinceMs: Date.now() };
  followLink(socket, { first, liveOn: "connect", onLink });
  followCar(socket, options);
  socket.on("shared:ended", onEnded);
  onTurnedAway(socket, onRefused);
  return () => {
    socket.off();
    socket.disconnect();
  };
};
