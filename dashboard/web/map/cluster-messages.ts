import type { GridAnswer, GridQuestion } from "./cluster-grid.ts";

/** Asks the worker for the clusters; its memory comes back with the answer. */
export type ClusterQuestion = Omit<GridQuestion, "vehicles"> & {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly epochS: number;
  readonly kept: Uint32Array<ArrayBuffer>;
};

/** What the worker found. */
export type ClusterAnswer = GridAnswer & { readonly bytes: Uint8Array<ArrayBuffer> };
