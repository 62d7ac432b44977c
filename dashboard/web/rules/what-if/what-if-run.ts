import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { DraftRule, WhatIfResult } from "../../../../contracts/what-if.ts";
import type { Period } from "../../kit/period.ts";
import { ApiError } from "../../session/api.ts";
import { askWhatIf } from "../rule-api.ts";

/** What is asked of one car. */
export type WhatIfQuestion = {
  readonly vehicleId: string;
  readonly period: Period;
  readonly draft: DraftRule;
};

/** Why there is no answer: nobody has time or is there, there is too much history, or anything else. */
export type WhatIfFailure = "no-processor" | "too-long" | "failed";

export type WhatIfState =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly done: number; readonly of: number }
  | { readonly kind: "failed"; readonly reason: WhatIfFailure; readonly message: string }
  | {
      readonly kind: "done";
      readonly questions: readonly WhatIfQuestion[];
      readonly results: readonly WhatIfResult[];
    };

const IDLE: WhatIfState = { kind: "idle" };

const failureOf = ({ status, fields }: ApiError): WhatIfFailure => {
  if (status === 503) return "no-processor";
  return fields.some(({ field }) => field === "to") ? "too-long" : "failed";
};

const bodyOf = ({ vehicleId, period, draft }: WhatIfQuestion): object => ({
  vehicleId,
  from: new Date(period.fromMs).toISOString(),
  to: new Date(period.toMs).toISOString(),
  rules: [draft],
});

/** Asks for one car after the other: a processor answers one question at a time. */
export class WhatIfRun implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #abort = new AbortController();
  state: WhatIfState = IDLE;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#abort.abort();
    this.state = IDLE;
  }

  #become(state: WhatIfState): void {
    this.state = state;
    this.#host.requestUpdate();
  }

  /** Gives up what is asked or has been answered. */
  cancel(): void {
    this.#abort.abort();
    this.#become(IDLE);
  }

  /** Asks anew; what was asked before is given up. */
  async ask(questions: readonly WhatIfQuestion[]): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const results: WhatIfResult[] = [];
    try {
      for (const question of questions) {
        this.#become({ kind: "running", done: results.length, of: questions.length });
        results.push(await askWhatIf(bodyOf(question), signal));
      }
      if (!signal.aborted) this.#become({ kind: "done", questions, results });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.#become({ kind: "failed", reason: failureOf(error), message: error.message });
    }
  }
}
