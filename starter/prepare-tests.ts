// Makes sure that what the tests drive for real is there: a nats-server and a browser.
import { ensureBrowser } from "./browser.ts";
import { findNatsServer } from "./nats-binary.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  await findNatsServer(say);
  await ensureBrowser(say);
} catch (error) {
  say((error as Error).message);
  process.exit(1);
}
