import type { LitElement } from "lit";
import type { Alert } from "../../../contracts/alert.ts";
import { showToast } from "../kit/toast.ts";
import { serverNowMs } from "../page/clock.ts";
import { ApiError } from "../session/api.ts";
import type { Branches } from "../session/branches.ts";
import { type AlertAction, handleAlert, type NextStep, undoOf } from "./alert-action.ts";
import type { AlertInbox } from "./alert-inbox.ts";
import { alertTitle } from "./alert-words.ts";
import { snoozeTimes } from "./snooze-times.ts";
import { alertText } from "./text.ts";

/** A step to be taken with one alert. */
type Handled = { readonly alert: Alert; readonly action: AlertAction };

/** Alerts that are handled at once: a browser opens no more connections to a server. */
const AT_ONCE = 6;

/** What a page has by context and alerts are handled with. */
type Host = LitElement & { readonly inbox: AlertInbox; readonly branches: Branches };

/** Takes steps with alerts for a page, one or many, says what came of them, and takes them back. */
export class AlertHandling {
  readonly #host: Host;
  /** What takes back what was done last. */
  #undo: readonly Handled[] = [];

  constructor(host: Host) {
    this.#host = host;
  }

  /** Says what the server has refused, and why; throws what is no answer of its. */
  tellRefusal(message: string, error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    showToast(this.#host, { tone: "danger", message, detail: error.message });
  }

  act(alert: Alert, step: NextStep, note = ""): Promise<void> {
    return this.actOnAll([alert], step, note);
  }

  /** Takes the same step with each; for how long one is put off depends on its branch's clock. */
  actOnAll(alerts: readonly Alert[], step: NextStep, note = ""): Promise<void> {
    return this.#take(
      alerts.map((alert) => ({ alert, action: this.#actionOf(alert, step) })),
      note,
    );
  }

  /** Takes back what was done last, if anything can be. */
  async takeBack(): Promise<void> {
    const steps = this.#undo;
    this.#undo = [];
    if (steps.length > 0) await this.#take(steps, "");
  }

  #actionOf({ branchId }: Alert, step: NextStep): AlertAction {
    if (typeof step !== "string") return step;
    const times = snoozeTimes(serverNowMs(), this.#host.branches.zoneOf(branchId));
    return { kind: "snooze", untilMs: times[step] };
  }

  async #take(steps: readonly Handled[], note: string): Promise<void> {
    const faults: unknown[] = [];
    const done: Handled[] = [];
    const waiting = [...steps];
    const work = async (): Promise<void> => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        try {
          this.#host.inbox.take(await handleAlert(step.alert.id, step.action, note));
          done.push(step);
        } catch (error) {
          faults.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    this.#tell(done);
    if (faults.length > 0) this.tellRefusal(alertText().notDone(faults.length), faults[0]);
  }

  #tell(done: readonly Handled[]): void {
    const [first] = done;
    if (!first) return;
    this.#undo = done.flatMap(({ alert, action }) => {
      const undo = undoOf(action.kind);
      return undo ? [{ alert, action: undo }] : [];
    });
    const t = alertText();
    showToast(this.#host, {
      key: "alert handled",
      tone: "good",
      message: t.done[first.action.kind],
      detail: done.length === 1 ? alertTitle(first.alert) : t.alerts(done.length),
      ...(this.#undo.length > 0 && {
        action: { label: t.undo, run: () => void this.takeBack() },
      }),
    });
  }
}
