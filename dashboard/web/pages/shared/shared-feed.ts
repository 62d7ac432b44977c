import { io, type Socket } from "socket.io-client";
import type { ServerToBrowser } from "../../../../contracts/live-protocol.ts";
import { unpackPositions } from "../../../../contracts/packed-positions.ts";
import {
  SHARED_NAMESPACE,
  type SharedCar,
  SharedCarEvent,
} from "../../../../contracts/share-link.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { type Link, type LinkEvent, nextLink } from "../../live/link.ts";
import { withPacked } from "../../live/live-update.ts";
import { noteServerTime } from "../../page/clock.ts";
import { SHARED_CAR_ID } from "./shared-car.ts";

type FeedSocket = Socket<Pick<ServerToBrowser, "positions" | "shared:car" | "shared:ended">>;

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

const followLink = (socket: FeedSocket, onLink: Options["onLink"]): void => {
  let link: Link = { kind: "connecting", sinceMs: Date.now() };
  const take = (event: LinkEvent): void => {
    link = nextLink(link, event, Date.now());
    onLink(link);
  };
  onLink(link);
  socket.on("connect", () => take("connected"));
  socket.on("disconnect", () => take("disconnected"));
  socket.io.on("reconnect_attempt", () => take("attempt"));
};

const followCar = (socket: FeedSocket, { fleet, onCar }: Options): void => {
  socket.on("shared:car", (message) => {
    const { serverTime, car } = SharedCarEvent.parse(message);
    noteServerTime(serverTime);
    onCar(car);
  });
  socket.on("positions", (message) => {
    if (!(message instanceof ArrayBuffer)) return;
    const before = fleet.vehicles.get(SHARED_CAR_ID);
    const [packed] = unpackPositions(message);
    if (before && packed) fleet.update([withPacked(before, packed)]);
  });
};

/** Keeps a shared link's page up to date, until the function that it answers is called. */
export const openSharedFeed = (options: Options): (() => void) => {
  const { token, onLink, onEnded, onRefused } = options;
  const socket: FeedSocket = io(SHARED_NAMESPACE, {
    transports: ["websocket"],
    auth: { token },
    // a page that is opened again after its end starts over
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });
  followLink(socket, onLink);
  followCar(socket, options);
  socket.on("shared:ended", onEnded);
  // `active` stays true while the client tries again by itself; a refusal ends that
  socket.on("connect_error", () => {
    if (!socket.active) onRefused();
  });
  return () => {
    socket.off();
    socket.disconnect();
  };
};
