// Aedes as it comes, with nothing behind it: the rate the whole system is held against.
import { createServer } from "node:net";
import { Aedes } from "aedes";
import { serveUntilStopped } from "./serve.ts";

const broker = await Aedes.createBroker();
await serveUntilStopped(createServer({ noDelay: true }, (socket) => broker.handle(socket)));
