import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon, type IconName } from "../page/icons.ts";
import { controls } from "./controls.ts";

export type Tone = "neutral" | "accent" | "good" | "warn" | "danger";

/** A mark for each tone, so that colour is never all that tells them apart. */
const MARKS: Readonly<Record<Tone, IconName>> = {
  neutral: "minus",
  accent: "info",
  good: "done",
  warn: "warning",
  danger: "alerts",
};

/** A word or two about the state of something, in a tone that has a shape as well as a colour. */
@customElement("tone-tag")
export class ToneTag extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        max-width: 100%;
        height: 22px;
        padding: 0 8px 0 7px;
        border-radius: 11px;
        background: var(--surface-sunken);
        color: var(--text-muted);
        font-size: var(--size-xs);
        font-weight: 600;
        line-height: 22px;
        white-space: nowrap;
        box-sizing: border-box;
      }
      :host([tone="accent"]) {
        background: var(--accent-soft);
        color: var(--accent-text);
      }
      :host([tone="good"]) {
        background: var(--good-soft);
        color: var(--good);
      }
      :host([tone="warn"]) {
        background: var(--warn-soft);
        color: var(--warn);
      }
      :host([tone="danger"]) {
        background: var(--danger-soft);
        color: var(--danger);
      }
      .icon {
        font-size: 12px;
      }
      .words {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ reflect: true }) tone: Tone = "neutral";

  protected override render() {
    return html`${icon(MARKS[this.tone])}<span class="words"><slot></slot></span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tone-tag": ToneTag;
  }
}
