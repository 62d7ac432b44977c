import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";
import { shellText } from "../../shell/text.ts";

/** Says that an address leads nowhere, or not for this person, and shows the way back. */
@customElement("not-found-page")
export class NotFoundPage extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        place-content: center;
        justify-items: center;
        min-height: 100%;
        padding: 24px;
        text-align: center;
      }
      .badge {
        display: grid;
        place-items: center;
        width: 56px;
        height: 56px;
        border: 1px solid var(--line);
        border-radius: 16px;
        background: var(--surface);
        color: var(--text-faint);
        font-size: 26px;
      }
      h1 {
        margin: 18px 0 6px;
        font-size: var(--size-xl);
        font-weight: 650;
        letter-spacing: -0.015em;
        text-wrap: balance;
      }
      p {
        max-width: 44ch;
        margin: 0 0 22px;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.55;
        text-wrap: pretty;
      }
    `,
  ];

  /** The page is there, but not for this role. */
  @property({ type: Boolean }) forbidden = false;

  protected override render() {
    const t = shellText();
    return html`<span class="badge">${icon(this.forbidden ? "locked" : "notFound")}</span>
      <h1>${this.forbidden ? t.forbidden : t.notFound}</h1>
      <p>${this.forbidden ? t.forbiddenHint : t.notFoundHint}</p>
      <a class="button primary" href="/">${t.toStart}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "not-found-page": NotFoundPage;
  }
}
