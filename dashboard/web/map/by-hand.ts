import type { Map as MapLibre } from "maplibre-gl";

/** Calls back when somebody moves the map away: by dragging it, or by an arrow key (with Shift it only turns). */
export const onMovedAway = (map: MapLibre, movedAway: () => void): void => {
  map.on("dragstart", movedAway);
  map.on("movestart", ({ originalEvent }: { readonly originalEvent?: unknown }) => {
    if (!(originalEvent instanceof KeyboardEvent)) return;
    if (originalEvent.key.startsWith("Arrow") && !originalEvent.shiftKey) movedAway();
  });
};
