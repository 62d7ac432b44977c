import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import type { DetectionRule } from "../../../../contracts/detection-rule.ts";
import { carChoices } from "../../fleet/car-choices.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import "../../kit/combo-box.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/select-field.ts";
import type { Choice } from "../../kit/select-field.ts";
import { type NamedTarget, ruleHref, targetKey } from "../../rules/rule-address.ts";
import type { RuleTarget } from "../../rules/rule-effect.ts";
import { rulesText } from "../../rules/text.ts";

type Scope = RuleTarget["scope"];

const targetOf = ({ scope, group, vehicleId }: DetectionRule): NamedTarget => {
  if (vehicleId !== null) return { scope: "vehicle", vehicleId };
  return scope === "group" && group !== null ? { scope, group } : { scope: "fleet" };
};

/** For whom a rule is: the fleet, a group, or a car. Fires `target-change` with whom the person means. */
@customElement("scope-choice")
export class ScopeChoice extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 10px 14px;
        align-items: start;
        padding: 16px 20px;
      }
      nav {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 24px;
      }
      a {
        color: var(--accent-text);
      }
      a[aria-current] {
        color: var(--text);
        font-weight: 600;
        text-decoration: none;
      }
      @media (pointer: coarse) {
        a {
          line-height: 44px;
        }
      }
      @media (max-width: 520px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) type: RuleType = "drain";
  @property({ attribute: false }) target: RuleTarget = { scope: "fleet" };
  @property({ attribute: false }) rules: readonly DetectionRule[] = [];
  @property({ attribute: false }) fleet!: Fleet;
  /** What has been chosen while the group or the car is not. */
  @state() private scope: Scope = "fleet";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("target")) this.scope = this.target.scope;
  }

  #want(target: NamedTarget): void {
    this.dispatchEvent(new CustomEvent("target-change", { detail: target }));
  }

  /** Groups that have cars, or a rule. */
  get #groups(): readonly string[] {
    const groups = [
      ...[...this.fleet.vehicles.values()].map(({ group }) => group),
      ...this.rules.map(({ group }) => group),
    ].filter((group) => group !== null);
    return [...new Set(groups)].sort((a, b) => a.localeCompare(b));
  }

  #choose(scope: Scope): void {
    this.scope = scope;
    const [group] = this.#groups;
    if (scope === "fleet") this.#want({ scope });
    if (scope === "group" && group !== undefined) this.#want({ scope, group });
  }

  readonly #findCars: FindChoices = async (typed) => carChoices(this.fleet, typed);

  #plate(vehicleId: string): string {
    return this.fleet.vehicles.get(vehicleId)?.licensePlate ?? rulesText().aCar;
  }

  #whose() {
    const t = rulesText();
    const { target, scope } = this;
    if (scope === "group") {
      return html`<select-field
        label=${t.scopes.group}
        .value=${target.scope === "group" ? target.group : ""}
        .choices=${this.#groups.map((group) => ({ value: group, label: group }))}
        @value-change=${({ detail }: CustomEvent<string>) =>
          this.#want({ scope: "group", group: detail })}
      ></select-field>`;
    }
    if (scope === "fleet") return nothing;
    const car =
      target.scope === "vehicle"
        ? { value: target.vehicleId, label: this.#plate(target.vehicleId) }
        : undefined;
    return html`<combo-box
      label=${t.scopes.vehicle}
      .value=${car}
      .find=${this.#findCars}
      @value-change=${({ detail }: CustomEvent<Choice | undefined>) => {
        if (detail) this.#want({ scope: "vehicle", vehicleId: detail.value });
      }}
    ></combo-box>`;
  }

  #nameOf(target: NamedTarget): string {
    if (target.scope === "fleet") return rulesText().scopes.fleet;
    return target.scope === "group" ? target.group : this.#plate(target.vehicleId);
  }

  /** Who has a rule of their own, to go there at once. */
  #ruled() {
    const targets = this.rules.filter(({ type }) => type === this.type).map(targetOf);
    if (targets.length === 0) return nothing;
    const shown = targetKey(this.target);
    return html`<nav aria-label=${rulesText().ruled}>
      <span>${rulesText().ruled}</span>
      ${targets.map(
        (target) =>
          html`<a
            href=${ruleHref(this.type, target)}
            aria-current=${targetKey(target) === shown ? "true" : nothing}
            >${this.#nameOf(target)}</a
          >`,
      )}
    </nav>`;
  }

  protected override render() {
    const t = rulesText();
    const scopes: readonly Scope[] =
      this.#groups.length > 0 ? ["fleet", "group", "vehicle"] : ["fleet", "vehicle"];
    return html`<select-field
        label=${t.holdsFor}
        .value=${this.scope}
        .choices=${scopes.map((scope) => ({ value: scope, label: t.scopes[scope] }))}
        @value-change=${({ detail }: CustomEvent<string>) => {
          const scope = scopes.find((each) => each === detail);
          if (scope) this.#choose(scope);
        }}
      ></select-field>
      ${this.#whose()} ${this.#ruled()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "scope-choice": ScopeChoice;
  }
}
