// The load generator: a process of its own, started with a LoadPlan as its argument. It says
// `ready` when its devices are signed in and begins when its parent says anything.
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { LoadPlan, type LoadMessage } from "./plan.ts";
import { openPublisher, type Publisher } from "./publisher.ts";
import { createTally } from "./tally.ts";
import { createTimetable } from "./timetable.ts";

/** How long the last acknowledgements may take, ms. */
const LAST_ACKS_TIMEOUT_MS = 60_000;
const POLL_MS = 5;
const SECOND_MS = 1_000;

const tell = (message: LoadMessage | { ready: true }): void => void process.send?.(message);

const plan = LoadPlan.parse(JSON.parse(process.argv[2] ?? "null"));
const orphaned = (): never => process.exit(1);
process.once("disconnect", orphaned);

const tally = createTally(plan);
const timetable = createTimetable(plan);
const publishers: Publisher[] = await Promise.all(
  plan.devices.map((device, car) =>
    openPublisher(plan, {
      device,
      car,
      qos: plan.qos,
      inFlight: plan.inFlight,
      next: (publisher, slot, nowMs) => {
        if (!timetable.next(publisher, slot, nowMs)) return false;
        tally.sent(publisher, slot);
        return true;
      },
      acknowledged: tally.acknowledged,
    }),
  ),
);
tell({ ready: true });
await once(process, "message");

timetable.start(publishers);
await wait(plan.warmUpS * SECOND_MS);
tally.open();
tell({ kind: "window-opens" });
const openedAtMs = performance.now();
for (let second = 1; second <= plan.seconds; second++) {
  await wait(openedAtMs + second * SECOND_MS - performance.now());
  tally.lap();
}
tally.close();
tell({ kind: "window-closes" });
timetable.stop();

const deadlineMs = performance.now() + LAST_ACKS_TIMEOUT_MS;
while (publishers.some(({ waiting }) => waiting() > 0) && performance.now() < deadlineMs) {
  await wait(POLL_MS);
}
tell({ kind: "report", report: tally.report() });
await Promise.all(publishers.map(({ close }) => close()));
process.off("disconnect", orphaned);
process.disconnect(); // nothing else keeps this process
