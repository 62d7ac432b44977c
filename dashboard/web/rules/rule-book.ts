import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { DetectionRule } from "../../../contracts/detection-rule.ts";
import { serverNowMs } from "../page/clock.ts";
import { loadRulesInForce } from "./rule-api.ts";

/** The rules in force, as the server told of them last. */
export class RuleBook implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  rules: readonly DetectionRule[] = [];
  /** `failed`: what it holds is from `atMs`, or nothing. */
  load: "loading" | "ready" | "failed" = "loading";
  /** When all of it was last known to be true, ms; undefined before the first time. */
  atMs: number | undefined;
  #latest = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.reload();
  }

  hostDisconnected(): void {
    this.#latest++;
  }

  /** Asks the server again; what was known stays meanwhile, and if it does not answer. */
  async reload(): Promise<void> {
    const turn = ++this.#latest;
    if (this.atMs === undefined) this.load = "loading";
    this.#host.requestUpdate();
    const rules = await loadRulesInForce().catch(() => undefined);
    if (turn !== this.#latest) return; // a later one says more
    this.load = rules ? "ready" : "failed";
    if (rules) {
      this.rules = rules;
      this.atMs = serverNowMs();
    }
    this.#host.requestUpdate();
  }

  /** Takes in what the server has just answered: `rule` holds in the place of `former`. */
  replace(former: string | undefined, rule: DetectionRule | undefined): void {
    const others = this.rules.filter(({ id }) => id !== former);
    this.rules = rule ? [...others, rule] : others;
    this.#host.requestUpdate();
  }
}
