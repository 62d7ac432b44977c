import type { LitElement } from "lit";
import type { Alert } from "../../../contracts/alert.ts";
import { showToast } from "../kit/toast.ts";
import { serverNowMs } from "../page/clock.ts";
import { ApiError } from "../session/api.ts";
import type { Branches } from "../session/branches.ts";
import { type AlertAction, handleAlert, type NextStep, undoStep } from "./alert-action.ts";
import type { AlertInbox } from "./alert-inbox.ts";
import { alertTitle, stepText } from "./alert-words.ts";
import { loadAlertDetail } from "./load-alert-detail.ts";
import { snoozeTimes } from "./snooze-times.ts";
import { alertText } from "./text.ts";

/** A step with one alert, and how the alert was before it. */
type Step = { readonly alert: Alert; readonly run: () => Promise<Alert> };
/** What came of steps: the alerts as they are now, and those that could not be taken. */
type Outcome = {
  readonly done: readonly Alert[];
  readonly faults: readonly { readonly alert: Alert; readonly error: unknown }[];
};

/** Alerts that are handled at once: a browser opens no more connections to a server. */
const AT_ONCE = 6;
/** So long a key takes back what was done last, ms: later nobody remembers what that was. */
const UNDO_WITHIN_MS = 5 * 60_000;

/** What a page has by context and alerts are handled with. */
type Host = LitElement & { readonly inbox: AlertInbox; readonly branches: Branches };

/** Takes steps with alerts for a page, one or many, says what came of them, and takes them back. */
export class AlertHandling {
  readonly #host: Host;
  /** What was done last, and when, ms of this computer's clock. */
  #last: { readonly done: readonly Alert[]; readonly atMs: number } | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /**
   * Says what the server has refused, and why, in the place of what was said of the same `key`; throws
   * what is no answer of its.
   */
  tellRefusal(message: string, error: unknown, key?: string): void {
    if (!(error instanceof ApiError)) throw error;
    const refusal = { tone: "danger", message, detail: error.message } as const;
    showToast(this.#host, key === undefined ? refusal : { ...refusal, key });
  }

  act(alert: Alert, step: NextStep, note = ""): Promise<readonly Alert[]> {
    return this.actOnAll([alert], step, note);
  }

  /**
   * Takes the same step with each, and answers those with which it could not be taken; for how long one
   * is put off depends on its branch's clock.
   */
  async actOnAll(alerts: readonly Alert[], step: NextStep, note = ""): Promise<readonly Alert[]> {
    const run = (alert: Alert) => () => handleAlert(alert.id, this.#actionOf(alert, step), note);
    const { done, faults } = await this.#take(alerts.map((alert) => ({ alert, run: run(alert) })));
    if (done.length > 0) {
      this.#last = { done, atMs: Date.now() };
      this.#tell(doneText(step), done, true);
    }
    this.#tellFaults(faults);
    return faults.map(({ alert }) => alert);
  }

  /** Takes back what was done last here, unless that is long ago or somebody has gone on since. */
  async takeBack(): Promise<void> {
    const last = this.#last;
    this.#last = undefined;
    if (!last || Date.now() - last.atMs > UNDO_WITHIN_MS) return;
    const steps = last.done.map((alert) => ({ alert, run: () => undoStep(alert) }));
    const { done, faults } = await this.#take(steps);
    if (done.length > 0) this.#tell(alertText().undone, done, false);
    const isLate = ({ error }: Outcome["faults"][number]): boolean =>
      error instanceof ApiError && error.status === 409;
    const late = faults.find(isLate);
    if (late) await this.#tellWhoWentOn(late.alert);
    this.#tellFaults(faults.filter((fault) => !isLate(fault)));
  }

  /** Says what could not be done and why: with which alert, where it is one. */
  #tellFaults(faults: Outcome["faults"]): void {
    const [first] = faults;
    if (!first) return;
    const message = alertText().notDone(faults.length);
    if (faults.length > 1) return this.tellRefusal(message, first.error);
    this.tellRefusal(`${message} · ${alertTitle(first.alert)}`, first.error);
  }

  #actionOf({ branchId }: Alert, step: NextStep): AlertAction {
    if (typeof step !== "string") return step;
    const times = snoozeTimes(serverNowMs(), this.#host.branches.zoneOf(branchId));
    return { kind: "snooze", untilMs: times[step] };
  }

  async #take(steps: readonly Step[]): Promise<Outcome> {
    const done: Alert[] = [];
    const faults: Outcome["faults"][number][] = [];
    const waiting = [...steps];
    const work = async (): Promise<void> => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        try {
          const now = await step.run();
          this.#host.inbox.take(now);
          done.push(now);
        } catch (error) {
          faults.push({ alert: step.alert, error });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { done, faults };
  }

  #tell(message: string, done: readonly Alert[], isUndoable: boolean): void {
    const t = alertText();
    const [first] = done;
    showToast(this.#host, {
      key: "alert handled",
      tone: "good",
      message,
      detail: done.length === 1 && first ? alertTitle(first) : t.alerts(done.length),
      ...(isUndoable && { action: { label: t.undo, run: () => void this.takeBack() } }),
    });
  }

  /** Says who has done what with an alert since, which therefore stays as it is. */
  async #tellWhoWentOn(alert: Alert): Promise<void> {
    const t = alertText();
    const detail = await loadAlertDetail(alert.id).catch(() => undefined);
    const last = detail?.history.at(-1);
    if (detail) this.#host.inbox.take(detail);
    showToast(this.#host, {
      key: "alert handled",
      message: t.notUndone,
      detail: last
        ? `${alertTitle(alert)} · ${stepText(last.action)} · ${last.userName ?? t.system}`
        : alertTitle(alert),
    });
  }
}

const doneText = (step: NextStep): string => {
  const t = alertText();
  if (typeof step === "string") return t.done.snooze;
  return step.kind === "assign" && step.userId !== undefined ? t.steps.assign : t.done[step.kind];
};
