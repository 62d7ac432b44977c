import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { UseFigures } from "../../../../contracts/analytics.ts";
import { changeOf, type MeasureName } from "../../analytics/measures.ts";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";

/** How a figure has changed since the period before: an arrow, and in words. */
@customElement("change-note")
export class ChangeNote extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        min-width: 0;
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 16px;
      }
      :host([tone="good"]) {
        color: var(--good);
      }
      :host([tone="bad"]) {
        color: var(--danger);
      }
      .icon {
        font-size: 14px;
      }
    `,
  ];

  @property() measure: MeasureName = "distanceKm";
  @property({ attribute: false }) figures!: UseFigures;
  @property({ attribute: false }) earlier!: UseFigures;
  @property({ reflect: true }) tone = "neither";

  protected override willUpdate(): void {
    this.tone = changeOf(this.measure, this.figures, this.earlier).tone;
  }

  protected override render() {
    const { direction, words } = changeOf(this.measure, this.figures, this.earlier);
    const arrow = direction === "up" ? icon("rising") : icon("falling");
    return html`${direction === "none" ? nothing : arrow}<span>${words}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "change-note": ChangeNote;
  }
}
