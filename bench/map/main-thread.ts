import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";

/** CPU time of a thread: the first figure of its schedstat, ns (Documentation/scheduler/sched-stats). */
const threadCpuMs = (pid: number): number => {
  const [ns = "0"] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ");
  return Number(ns) / 1e6;
};

type ProcessInfo = { readonly type: string; readonly id: number };

/**
 * Reads the CPU time of the thread that runs the browser's only page, ms since it began: the first
 * thread of its renderer, whose id is the process's own. A spare renderer has hardly run.
 */
export const mainThreadOf = async (browser: Browser): Promise<() => number> => {
  const session = await browser.newBrowserCDPSession();
  const answer: { processInfo: ProcessInfo[] } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = answer.processInfo.filter(({ type }) => type === "renderer");
  const [busiest] = renderers.toSorted((a, b) => threadCpuMs(b.id) - threadCpuMs(a.id));
  if (!busiest) throw new Error("the browser has no renderer");
  return () => threadCpuMs(busiest.id);
};
