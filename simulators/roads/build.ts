import { ensureRoadGraph } from "./graph-file.ts";

// A build step: `node dist/simulators/roads/build.js`.
await ensureRoadGraph();
