// A build step: `node dist/processor/streets/build.js`.
import { ensureStreetFile } from "./street-file.ts";

await ensureStreetFile();
