import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../../kit/controls.ts";
import { whenLineReturns } from "../../page/line-return.ts";
import "../../shell/brand-mark.ts";
import { entryPageStyles } from "../../shell/entry-page-styles.ts";
import "../../shell/language-select.ts";
import "../../shell/theme-toggle.ts";
import { sharedText } from "./text.ts";

/**
 * Stands where a shared link shows nothing: it has ended, or could not be loaded. Fires `act` for another
 * try, also by itself once the line to the server is there again.
 */
@customElement("shared-notice")
export class SharedNotice extends LitElement {
  static override styles = [
    controls,
    entryPageStyles,
    css`
      p {
        margin: 8px 0 0;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.5;
      }
      .button {
        margin-top: 18px;
      }
    `,
  ];

  @property() kind: "ended" | "failed" = "ended";

  constructor() {
    super();
    whenLineReturns(this, () => {
      if (this.kind === "failed") this.#act();
    });
  }

  readonly #act = (): void => {
    this.dispatchEvent(new CustomEvent("act"));
  };

  protected override render() {
    const t = sharedText();
    const words =
      this.kind === "ended"
        ? html`<h1>${t.ended}</h1>
            <p>${t.endedHint}</p>`
        : html`<h1>${t.failed}</h1>
            <p>${t.failedHint}</p>
            <button class="button" @click=${this.#act}>${t.tryAgain}</button>`;
    return html`<header><language-select></language-select><theme-toggle></theme-toggle></header>
      <main>
        <div class="card" role="alert"><brand-mark></brand-mark>${words}</div>
      </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "shared-notice": SharedNotice;
  }
}
