import { ApiError } from "../session/api.ts";
import { showToast } from "../kit/toast.ts";
import { type AlertAction, handleAlert, undoOf } from "./alert-action.ts";
import type { AlertInbox } from "./alert-inbox.ts";
import { alertTitle } from "./alert-words.ts";
import { alertText } from "./text.ts";
import type { Alert } from "../../../contracts/alert.ts";

/** A step to be taken with one alert. */
type Handled = { readonly alert: Alert; readonly action: AlertAction };

/** Alerts that are handled at once: a browser opens no more connections to a server. */
const AT_ONCE = 6;

/** Takes steps with alerts, one or many, says what came of them, and takes them back. */
export class AlertHandling {
  readonly #source: EventTarget;
  readonly #inbox: () => AlertInbox;
  /** What takes back what was done last. */
  #undo: readonly Handled[] = [];

  /** `source` is the element the person works in; notices appear by it. */
  constructor(source: EventTarget, inbox: () => AlertInbox) {
    this.#source = source;
    this.#inbox = inbox;
  }

  /** Says what the server has refused, and why; throws what is no answer of its. */
  refuse(message: string, error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    showToast(this.#source, { tone: "danger", message, detail: error.message });
  }

  /** Does something with alerts, the same to each or its own, with a note if there is one. */
  async take(steps: readonly Handled[], note = ""): Promise<void> {
    const faults: unknown[] = [];
    const done: Handled[] = [];
    const waiting = [...steps];
    const work = async (): Promise<void> => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        try {
          this.#inbox().take(await handleAlert(step.alert.id, step.action, note));
          done.push(step);
        } catch (error) {
          faults.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    this.#tell(done);
    if (faults.length > 0) this.refuse(alertText().notDone(faults.length), faults[0]);
  }

  /** Takes back what was done last, if anything can be. */
  async takeBack(): Promise<void> {
    const steps = this.#undo;
    this.#undo = [];
    if (steps.length > 0) await this.take(steps);
  }

  #tell(done: readonly Handled[]): void {
    const [first] = done;
    if (!first) return;
    this.#undo = done.flatMap(({ alert, action }) => {
      const undo = undoOf(action.kind);
      return undo ? [{ alert, action: undo }] : [];
    });
    const t = alertText();
    showToast(this.#source, {
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
