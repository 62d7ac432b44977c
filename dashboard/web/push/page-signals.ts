import { z } from "zod";
import { Severity } from "../../../contracts/detection/detection.ts";

/** From which severity something is done; `never` for not at all. */
const From = z.enum([...Severity.options, "never"]);
export type From = z.infer<typeof From>;

/** How an open page draws attention to an alert: by a tone, and by a notification of the desktop. */
export const PageSignals = z.object({ tone: From, notice: From });
export type PageSignals = z.infer<typeof PageSignals>;

const STORAGE_KEY = "roadledger.page-signals";
/** A dispatcher hears what is critical, and nobody is asked for permissions unbidden. */
const UNTOLD: PageSignals = { tone: "critical", notice: "never" };

const stored = (): unknown => {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
  } catch {
    return null;
  }
};

/** What was chosen in this browser. */
export const readPageSignals = (): PageSignals => PageSignals.safeParse(stored()).data ?? UNTOLD;

/** Chooses it for this browser, its other pages included. */
export const choosePageSignals = (signals: PageSignals): void =>
  localStorage.setItem(STORAGE_KEY, JSON.stringify(signals));

const weight = (severity: Severity): number => Severity.options.indexOf(severity);

/** Whether a severity is at least the one from which something is done. */
export const reaches = (severity: Severity, from: From): boolean =>
  from !== "never" && weight(severity) >= weight(from);

/** Whether one severity is worse than another. */
export const isWorse = (severity: Severity, than: Severity | undefined): boolean =>
  than === undefined || weight(severity) > weight(than);
