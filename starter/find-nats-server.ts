// Prints the path of a nats-server, fetching one when there is none. Used by tests and scripts.
import { findNatsServer } from "./nats-binary.ts";

const { path } = await findNatsServer((line) => process.stderr.write(`${line}\n`));
process.stdout.write(`${path}\n`);
