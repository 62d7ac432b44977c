import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { fleetText } from "../fleet/text.ts";
import { icon, type IconName } from "../page/icons.ts";
import "./age-text.ts";
import { controls } from "../kit/controls.ts";

/** One live figure with its unit and how old it is. */
@customElement("figure-tile")
export class FigureTile extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 10px 12px 9px;
        background: var(--surface);
        min-width: 0;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--text-muted);
        font-size: var(--size-xs);
        line-height: 14px;
        white-space: nowrap;
      }
      .name .words {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .name .icon {
        font-size: 13px;
        color: var(--text-faint);
      }
      .value {
        display: flex;
        align-items: baseline;
        gap: 3px;
        margin-top: 4px;
        font-size: 1.0625rem;
        font-weight: 600;
        line-height: 22px;
        letter-spacing: -0.01em;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .value.none {
        color: var(--text-faint);
        font-weight: 500;
      }
      :host([stale]) .value {
        color: var(--text-muted);
        font-weight: 450;
      }
      .unit {
        font-size: var(--size-s);
        font-weight: 500;
        letter-spacing: 0;
        color: var(--text-muted);
      }
      age-text {
        display: block;
        margin-top: 1px;
        color: var(--text-faint);
        font-size: var(--size-xs);
        line-height: 14px;
      }
      :host([stale]) age-text {
        color: var(--warn);
      }
      /* the longest of the names stands whole on the narrowest of phones */
      @media (max-width: 380px) {
        :host {
          padding-inline: 8px;
        }
        .name {
          gap: 4px;
        }
      }
    `,
  ];

  @property() icon: IconName = "gauge";
  @property() name = "";
  /** The figure as text; an empty one stands for "not known". */
  @property() value = "";
  @property() unit = "";
  /** Said instead of the age when there is no figure; `no data` unless given. */
  @property() missing: string | undefined;
  /** When it was measured, ISO 8601. */
  @property() since: string | null = null;
  /** Not of now: the figure must not look as if it were. */
  @property({ type: Boolean, reflect: true }) stale = false;

  protected override render() {
    const known = this.value !== "";
    const t = fleetText();
    return html`<div class="name">${icon(this.icon)}<span class="words">${this.name}</span></div>
      <div class="value ${known ? "" : "none"}">
        ${known ? this.value : "–"}${
          known && this.unit ? html`<span class="unit">${this.unit}</span>` : nothing
        }
      </div>
      <age-text
        .since=${known ? this.since : null}
        never=${known ? t.ageUnknown : (this.missing ?? t.noData)}
      ></age-text>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "figure-tile": FigureTile;
  }
}
