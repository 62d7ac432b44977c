import pino from "pino";
import { readConfig } from "./config.ts";
import { startIngest } from "./ingest.ts";

const config = readConfig(process.env);
const log = pino({ name: "ingest", level: config.LOG_LEVEL });
const ingest = await startIngest(config, log);
log.info({ mqttPort: ingest.mqttPort, httpPort: ingest.httpPort }, "ingest serves");
process.send?.({ ready: true });

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await ingest.stop();
  process.exit(0);
};
process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());

const reason = await ingest.cutOff;
if (!stopping) {
  log.fatal({ err: reason }, "NATS connection closed for good");
  process.exit(1);
}
