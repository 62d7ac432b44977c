import type { Duplex } from "node:stream";

/** Connections that have not signed in, counted by the address they come from. */
export type WaitingConnections = {
  /** Counts a connection in; false when its address has as many as it may have. */
  readonly enter: (connection: Duplex, address: string) => boolean;
  /** Counts it out: it has signed in, or it ended. */
  readonly leave: (connection: Duplex) => void;
};

/**
 * Lets each address have `limit` of them at most. Those that have signed in do not count: they are
 * limited by device, and a whole fleet may stand behind one address of its network operator.
 */
export const limitWaitingConnections = (limit: number): WaitingConnections => {
  const addressOf = new WeakMap<Duplex, string>();
  const counts = new Map<string, number>();

  const leave = (connection: Duplex): void => {
    const address = addressOf.get(connection);
    if (address === undefined) return;
    addressOf.delete(connection);
    const left = (counts.get(address) ?? 0) - 1;
    if (left > 0) counts.set(address, left);
    else counts.delete(address);
  };
  return {
    enter: (connection, address) => {
      const count = counts.get(address) ?? 0;
      if (count >= limit) return false;
      counts.set(address, count + 1);
      addressOf.set(connection, address);
      connection.once("close", () => leave(connection));
      return true;
    },
    leave,
  };
};
