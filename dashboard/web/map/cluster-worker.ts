import { createClusterGrid } from "./cluster-grid.ts";
import type { ClusterAnswer, ClusterQuestion } from "./cluster-messages.ts";

const gather = createClusterGrid();

addEventListener("message", ({ data }: MessageEvent<ClusterQuestion>) => {
  const { bytes, epochS } = data;
  const floats = new Float32Array(bytes.buffer);
  const shorts = new Uint16Array(bytes.buffer);
  const answer: ClusterAnswer = {
    ...gather({ ...data, vehicles: { bytes, floats, shorts, epochS } }),
    bytes,
  };
  const { clusters, hidden } = answer;
  postMessage(answer, { transfer: [bytes.buffer, clusters.buffer, hidden.buffer] });
});
