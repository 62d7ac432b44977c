import { MAX_WATCHED } from "../../../contracts/live-protocol.ts";

/** Which cars are on screen with figures that positions alone do not tell. */
export type CarWatch = {
  /** Asks for cars in full until the returned function is called. */
  readonly watch: (vehicleIds: readonly string[]) => () => void;
  /** The server knows of no wish: a connection is new. */
  readonly renew: () => void;
};

/**
 * Keeps the server told of what everybody on the page wants, all of it in one message and none where it
 * is the same. `tell` answers false while there is nobody to tell.
 */
export const createCarWatch = (tell: (vehicleIds: string[]) => boolean): CarWatch => {
  const wishes = new Set<readonly string[]>();
  let told = "";
  let isDue = false;
  const tellNow = (): void => {
    isDue = false;
    const ids = [...new Set([...wishes].flat())].slice(0, MAX_WATCHED);
    const wanted = ids.toSorted().join();
    if (wanted !== told && tell(ids)) told = wanted;
  };
  const tellSoon = (): void => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(tellNow);
  };
  return {
    watch: (vehicleIds) => {
      const wish = [...vehicleIds];
      wishes.add(wish);
      tellSoon();
      return () => {
        wishes.delete(wish);
        tellSoon();
      };
    },
    renew: () => {
      told = "";
      tellSoon();
    },
  };
};
