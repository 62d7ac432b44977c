/** What can be laid over the live map, in the order of the menu. */
export const MAP_LAYERS = ["zones", "depots", "stops", "trails", "alerts", "labels"] as const;
export type MapLayer = (typeof MAP_LAYERS)[number];

/** What is shown until somebody chooses. */
export const USUAL_LAYERS: ReadonlySet<MapLayer> = new Set(["stops", "trails", "alerts", "labels"]);

const PARAMETER = "layers";
const STORAGE_KEY = "roadledger.layers";

/** Reads a list of layers; names that there are not are passed over. */
export const parseLayers = (names: string): ReadonlySet<MapLayer> => {
  const asked = names.split(",");
  return new Set(MAP_LAYERS.filter((layer) => asked.includes(layer)));
};

/** The list of some layers, always in the same order; `none` for an empty one. */
export const writtenLayers = (layers: ReadonlySet<MapLayer>): string =>
  MAP_LAYERS.filter((layer) => layers.has(layer)).join(",") || "none";

const keyOf = (userId: string): string => `${STORAGE_KEY}.${userId}`;

/** The layers that the address asks for, else those this person chose last in this browser. */
export const readLayers = (userId: string): ReadonlySet<MapLayer> => {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  const names = asked ?? localStorage.getItem(keyOf(userId));
  return names === null ? USUAL_LAYERS : parseLayers(names);
};

const nameInAddress = (names: string): void => {
  const url = new URL(location.href);
  url.searchParams.set(PARAMETER, names);
  // a comma need not be encoded in a query, and people read these
  url.search = url.searchParams.toString().replaceAll("%2C", ",");
  history.replaceState(history.state, "", url);
};

/** Keeps a choice for the next visit, and in the address for who is sent it. */
export const keepLayers = (userId: string, layers: ReadonlySet<MapLayer>): void => {
  const names = writtenLayers(layers);
  localStorage.setItem(keyOf(userId), names);
  nameInAddress(names);
};

/** Names a choice of an earlier visit in the address, for who is sent it; the usual one goes without saying. */
export const nameLayers = (layers: ReadonlySet<MapLayer>): void => {
  const names = writtenLayers(layers);
  const isNamed = new URLSearchParams(location.search).has(PARAMETER);
  if (!isNamed && names !== writtenLayers(USUAL_LAYERS)) nameInAddress(names);
};
