import type { ReactiveControllerHost } from "lit";
import type { RuleType } from "../../../contracts/detection/rule-type.ts";
import type { DetectionRule } from "../../../contracts/detection-rule.ts";
import { kitText } from "../kit/text.ts";
import { showToast, type Toast } from "../kit/toast.ts";
import { ApiError } from "../session/api.ts";
import { endRule, setRule } from "./rule-api.ts";
import { bodyOf, contentOf, type RuleContent, setsNothing } from "./rule-content.ts";
import type { RuleBook } from "./rule-book.ts";
import type { RuleTarget } from "./rule-effect.ts";
import { ruleName } from "./rule-name.ts";
import { rulesText } from "./text.ts";

type Host = ReactiveControllerHost & EventTarget;

/** What is to hold for a target and type, in the place of what did as it was read. */
export type RuleChange = {
  readonly target: RuleTarget;
  readonly type: RuleType;
  readonly content: RuleContent;
  readonly former: DetectionRule | undefined;
};

/** The server has something else in force than what a change is about. */
const isStale = ({ status }: ApiError): boolean => status === 404 || status === 409;

/** Sends changes to the server, one at a time, and tells the person what has come of it. */
export class RuleSaving {
  readonly #host: Host;
  readonly #book: RuleBook;
  /** An answer is awaited. */
  isBusy = false;
  /** What the server found wrong with what was sent last: its words by field. */
  refused: ReadonlyMap<string, string> = new Map();
  /** Somebody else has changed the rule that was sent last. */
  isStale = false;

  constructor(host: Host, book: RuleBook) {
    this.#host = host;
    this.#book = book;
  }

  /** Forgets what was wrong: another rule is worked on. */
  clear(): void {
    this.refused = new Map();
    this.isStale = false;
    this.#host.requestUpdate();
  }

  /** Saves a change and offers a way back. Answers whether it is saved. */
  async save(change: RuleChange): Promise<boolean> {
    const t = rulesText();
    const message = setsNothing(change.content) ? t.wasReset : t.saved;
    const saved = await this.#apply(change);
    if (!saved) return false;
    const back = { ...change, content: contentOf(change.former), former: saved.rule };
    const action = { label: kitText().undo, run: () => void this.#undo(back) };
    this.#tell({ tone: "good", message, detail: ruleName(change.type), action });
    return true;
  }

  async #undo(change: RuleChange): Promise<void> {
    if (!(await this.#apply(change))) return;
    this.#tell({ tone: "good", message: rulesText().undone });
  }

  #tell(toast: Toast): void {
    showToast(this.#host, { key: "rule", ...toast });
  }

  /** What holds afterwards; undefined when the server refused. */
  async #apply(
    change: RuleChange,
  ): Promise<{ readonly rule: DetectionRule | undefined } | undefined> {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    this.clear();
    try {
      const rule = await this.#send(change);
      this.#book.replace(change.former?.id, rule);
      return { rule };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#refuse(error);
      return undefined;
    } finally {
      this.isBusy = false;
      this.#host.requestUpdate();
    }
  }

  async #send({ target, type, content, former }: RuleChange): Promise<DetectionRule | undefined> {
    if (!setsNothing(content)) return setRule(bodyOf(target, type, content, former?.id ?? null));
    if (former) await endRule(former.id);
    return undefined;
  }

  #refuse(error: ApiError): void {
    const t = rulesText();
    this.isStale = isStale(error);
    this.refused = new Map(error.fields.map(({ field, message }) => [field, message]));
    const detail = this.isStale ? t.changedMeanwhile : error.message;
    this.#tell({ tone: "danger", message: t.notSaved, detail });
  }
}
