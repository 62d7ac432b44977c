import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/side-drawer.ts";
import "../../kit/tab-panels.ts";
import { icon } from "../../page/icons.ts";
import type { OpenRule } from "../../rules/open-rule.ts";
import type { NamedTarget } from "../../rules/rule-address.ts";
import type { RuleContent } from "../../rules/rule-content.ts";
import type { RuleTarget } from "../../rules/rule-effect.ts";
import { ruleName } from "../../rules/rule-name.ts";
import { rulesText } from "../../rules/text.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import "./rule-form.ts";
import type { RuleForm } from "./rule-form.ts";
import "./scope-choice.ts";
import "./what-if-panel.ts";

/**
 * One type of detection: for whom, by which settings, and what they would have found. Fires
 * `target-change` with another one for whom it is to be shown, and `close`.
 */
@customElement("rule-drawer")
export class RuleDrawer extends LitElement {
  static override styles = [
    controls,
    css`
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        margin: 0 20px 12px;
        padding: 9px 12px;
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 1.45;
      }
      .notice.stale {
        background: var(--warn-soft);
        color: var(--warn);
      }
      .notice span:not(.icon) {
        flex: 1 1 180px;
      }
      tab-panels {
        --tabs-inset: 20px;
      }
    `,
  ];

  /** Undefined shuts the drawer. */
  @property({ attribute: false }) type: RuleType | undefined;
  @property({ attribute: false }) target: RuleTarget = { scope: "fleet" };
  @property({ attribute: false }) open!: OpenRule;
  /** Counts what the page has drawn, for `open` is always the same object. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) user!: User;
  @property({ attribute: false }) fleet!: Fleet;
  @property({ attribute: false }) branches: Branches = NO_BRANCHES;
  @state() private tab = "settings";
  @query("rule-form") private form!: RuleForm | null;

  get #zone(): string {
    const { target, branches } = this;
    const car = target.scope === "vehicle" && this.fleet.vehicles.get(target.vehicleId);
    return branches.zoneOf(car ? car.branchId : (branches.all[0]?.id ?? null));
  }

  async #save(): Promise<void> {
    this.tab = "settings";
    await this.updateComplete;
    if (!this.form?.focusFault()) await this.open.save();
  }

  #notice() {
    const t = rulesText();
    const { open } = this;
    if (open.saving.isStale) {
      return html`<div class="notice stale" role="alert">
        ${icon("warning")}<span>${t.changedMeanwhile}</span>
        <button class="button" @click=${() => open.takeTheirs()}>${t.takeTheirs}</button>
      </div>`;
    }
    if (open.mayEdit) return nothing;
    const reason = isAllowed(this.user.role, "rules:edit") ? t.onlyOwners : t.onlyBosses;
    return html`<p class="notice">${icon("locked")}<span>${reason}</span></p>`;
  }

  #form(type: RuleType) {
    const { open } = this;
    return html`<rule-form
      .type=${type}
      .target=${this.target}
      .rules=${open.book.rules}
      .content=${open.content}
      .fillings=${open.fillings}
      .refused=${open.saving.refused}
      zone=${this.#zone}
      ?disabled=${!open.mayEdit}
      @content-change=${({ detail }: CustomEvent<RuleContent>) => open.edit(detail)}
    ></rule-form>`;
  }

  #panels(type: RuleType) {
    const t = rulesText();
    const { open } = this;
    if (!open.mayEdit) return this.#form(type);
    return html`<tab-panels
      label=${t.parts}
      .tabs=${[
        { id: "settings", label: t.settings },
        { id: "preview", label: t.whatIf },
      ]}
      selected=${this.tab}
      @tab-change=${({ detail }: CustomEvent<string>) => (this.tab = detail)}
    >
      <div slot="settings">${this.#form(type)}</div>
      <div slot="preview">
        <what-if-panel
          .type=${type}
          .target=${this.target}
          .rules=${open.book.rules}
          .content=${open.content}
          ?is-changed=${open.isDirty}
          .fleet=${this.fleet}
          .branches=${this.branches}
        ></what-if-panel>
      </div>
    </tab-panels>`;
  }

  #actions() {
    const t = rulesText();
    const { open } = this;
    const { isBusy } = open.saving;
    return html`<button
        slot="actions"
        class="button primary"
        ?disabled=${!open.isDirty || isBusy}
        @click=${() => this.#save()}
      >
        ${t.save}
      </button>
      ${
        open.isDirty
          ? html`<button slot="actions" class="button" @click=${() => open.discard()}>
              ${t.discard}
            </button>`
          : nothing
      }
      ${
        open.former
          ? html`<button
              slot="actions"
              class="button quiet"
              ?disabled=${isBusy}
              @click=${() => open.reset()}
            >
              ${this.target.scope === "fleet" ? t.toDefault : t.toInherited}
            </button>`
          : nothing
      }`;
  }

  protected override render() {
    const { type, open } = this;
    return html`<side-drawer
      heading=${type ? ruleName(type) : ""}
      ?open=${type !== undefined}
      ?has-actions=${open.mayEdit}
      @close=${() => this.dispatchEvent(new CustomEvent("close"))}
    >
      ${
        type
          ? html`<span slot="subheading">${rulesText().meanings[type]}</span>
              <scope-choice
                .type=${type}
                .target=${this.target}
                .rules=${open.book.rules}
                .fleet=${this.fleet}
                @target-change=${({ detail }: CustomEvent<NamedTarget>) =>
                  this.dispatchEvent(new CustomEvent("target-change", { detail }))}
              ></scope-choice>
              ${this.#notice()} ${this.#panels(type)} ${open.mayEdit ? this.#actions() : nothing}`
          : nothing
      }
    </side-drawer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "rule-drawer": RuleDrawer;
  }
}
