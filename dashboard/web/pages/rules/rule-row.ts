import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { TONES } from "../../alerts/alert-words.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/tone-tag.ts";
import { icon } from "../../page/icons.ts";
import { ruleHref } from "../../rules/rule-address.ts";
import { ruleName } from "../../rules/rule-name.ts";
import { isChanged, type RuleLine } from "../../rules/rule-search.ts";
import { rulesText } from "../../rules/text.ts";

/** A type of detection in a line: what it is, how the fleet has it, and who has it otherwise. */
@customElement("rule-row")
export class RuleRow extends LitElement {
  static override styles = [
    controls,
    css`
      a {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto 16px;
        align-items: center;
        gap: 4px 14px;
        min-height: 60px;
        padding: 10px 14px;
        color: var(--text);
        text-decoration: none;
      }
      a:hover {
        background: var(--surface-hover);
      }
      a[aria-current] {
        background: var(--surface-selected);
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      b {
        display: block;
        font-size: var(--size-m);
        font-weight: 600;
      }
      .meaning {
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 1.4;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 5px;
        max-width: 300px;
      }
      a > .icon {
        color: var(--text-faint);
      }
      @media (max-width: 620px) {
        a {
          grid-template-columns: minmax(0, 1fr) 16px;
        }
        .tags {
          grid-row: 2;
          justify-content: flex-start;
          max-width: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) line!: RuleLine;
  @property({ type: Boolean }) chosen = false;

  /** Whether it is on and how urgent: routes are always made, and told to nobody. */
  #policyTags() {
    const t = rulesText();
    const { enabled, severity } = this.line.fleet;
    if (this.line.type === "routes") return nothing;
    return html`${
      enabled ? html`<tone-tag tone="good">${t.on}</tone-tag>` : html`<tone-tag>${t.off}</tone-tag>`
    }
    ${
      severity === null
        ? html`<tone-tag tone="warn">${t.byLevel}</tone-tag>`
        : html`<tone-tag tone=${TONES[severity]}>${alertText().severities[severity]}</tone-tag>`
    }`;
  }

  #tags() {
    const t = rulesText();
    const { hasFleetRule, groups, cars } = this.line;
    return html`<span class="tags">
      ${this.#policyTags()}
      ${hasFleetRule ? html`<tone-tag tone="accent">${t.changedFor.fleet}</tone-tag>` : nothing}
      ${
        groups.length > 0
          ? html`<tone-tag tone="accent">${t.changedFor.groups(groups.join(", "))}</tone-tag>`
          : nothing
      }
      ${cars > 0 ? html`<tone-tag tone="accent">${t.changedFor.cars(cars)}</tone-tag>` : nothing}
      ${isChanged(this.line) ? nothing : html`<tone-tag>${t.byDefault}</tone-tag>`}
    </span>`;
  }

  protected override render() {
    const { type } = this.line;
    return html`<a href=${ruleHref(type)} aria-current=${this.chosen ? "true" : nothing}>
      <span>
        <b>${ruleName(type)}</b>
        <span class="meaning">${rulesText().meanings[type]}</span>
      </span>
      ${this.#tags()} ${icon("chevronRight")}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "rule-row": RuleRow;
  }
}
