import { startChild } from "../child.ts";
import { LoadMessage, type LoadPlan, type LoadReport } from "./plan.ts";

/** What to do at the edges of the measuring window, and what ends it early. */
export type RunOptions = {
  readonly interrupted?: AbortSignal;
  readonly opens?: () => Promise<void>;
  readonly closes?: () => Promise<void>;
};

const nothing = async (): Promise<void> => {};

/** Runs a load generator to its end. Rejects when a device is refused or the broker hangs up. */
export const runLoad = async (
  plan: LoadPlan,
  { opens = nothing, closes = nothing, interrupted }: RunOptions = {},
): Promise<LoadReport> => {
  const generator = await startChild("load/main.js", [JSON.stringify(plan)], interrupted);
  let report: LoadReport | undefined;
  const measured: Promise<void>[] = [];
  generator.onMessage((message) => {
    const said = LoadMessage.parse(message);
    if (said.kind === "window-opens") measured.push(opens());
    else if (said.kind === "window-closes") measured.push(closes());
    else report = said.report;
  });
  generator.send({ begin: true });
  await generator.ended;
  await Promise.all(measured);
  if (!report) throw new Error("the load generator ended without a report");
  return report;
};
