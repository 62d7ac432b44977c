import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RuleType } from "../../../contracts/detection/rule-type.ts";
import type { DetectionRule } from "../../../contracts/detection-rule.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { LeavingController } from "../page/leaving-controller.ts";
import { targetKey } from "./rule-address.ts";
import { RuleBook } from "./rule-book.ts";
import { contentOf, isSameContent, NOTHING_SET, type RuleContent } from "./rule-content.ts";
import { ownRule, type RuleTarget } from "./rule-effect.ts";
import { RuleSaving } from "./rule-saving.ts";

type Host = ReactiveControllerHost & EventTarget;

type Asked = {
  readonly type: () => RuleType | undefined;
  readonly target: () => RuleTarget;
  readonly user: () => User;
};

/** The rule that is open: put into the form, changed, saved, taken back. */
export class OpenRule implements ReactiveController {
  readonly #host: Host;
  readonly #asked: Asked;
  readonly book: RuleBook;
  readonly saving: RuleSaving;
  readonly leaving: LeavingController;
  /** What the form says. */
  content: RuleContent = NOTHING_SET;
  /** The rule in force when the form was filled. */
  former: DetectionRule | undefined;
  /** Counts how often the form was filled anew. */
  fillings = 0;
  #shownKey: string | undefined;

  constructor(host: Host, asked: Asked) {
    this.#host = host;
    this.#asked = asked;
    this.book = new RuleBook(host);
    this.saving = new RuleSaving(host, this.book);
    this.leaving = new LeavingController(host, () => this.isDirty);
    host.addController(this);
  }

  /** Whether the person may set rules for the target: staff of a branch rule its own cars. */
  get mayEdit(): boolean {
    const { role, branchId } = this.#asked.user();
    const reaches = branchId === null || this.#asked.target().scope === "vehicle";
    return isAllowed(role, "rules:edit") && reaches;
  }

  get isDirty(): boolean {
    return this.#shownKey !== undefined && !isSameContent(this.content, contentOf(this.former));
  }

  get #own(): DetectionRule | undefined {
    const type = this.#asked.type();
    return type && ownRule(this.book.rules, this.#asked.target(), type);
  }

  hostUpdate(): void {
    const type = this.#asked.type();
    if (this.book.atMs === undefined) return;
    const key = type && `${type} ${targetKey(this.#asked.target())}`;
    const isSame = key === this.#shownKey;
    // what somebody has typed outlives news of the rule: saving it then says that there are any
    if (isSame && (this.isDirty || this.#own?.id === this.former?.id)) return;
    if (!isSame) this.saving.clear();
    this.#shownKey = key;
    this.#fill();
  }

  #fill(): void {
    this.former = this.#own;
    this.content = contentOf(this.former);
    this.fillings++;
  }

  /** Takes what has been typed or chosen. */
  edit(content: RuleContent): void {
    this.content = content;
    this.#host.requestUpdate();
  }

  /** Forgets what is not saved. */
  discard(): void {
    this.saving.clear();
    this.#fill();
    this.#host.requestUpdate();
  }

  /** Discards what is typed for what somebody else has saved. */
  async takeTheirs(): Promise<void> {
    await this.book.reload();
    this.discard();
  }

  /** Saves what the form says. */
  async save(): Promise<void> {
    await this.#save(this.content);
  }

  /** Ends the target's own rule: what is wider, or the default, holds again. */
  async reset(): Promise<void> {
    await this.#save(NOTHING_SET);
  }

  async #save(content: RuleContent): Promise<void> {
    const type = this.#asked.type();
    if (type === undefined) return;
    const change = { type, target: this.#asked.target(), content, former: this.former };
    if (!(await this.saving.save(change))) return;
    this.#fill();
    this.#host.requestUpdate();
  }
}
