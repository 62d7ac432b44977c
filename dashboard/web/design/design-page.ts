import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { onLanguageChange } from "../i18n/catalogue.ts";
import { locale } from "../i18n/language.ts";
import { controls } from "../kit/controls.ts";
import "../kit/page-header.ts";
import "../kit/toast-region.ts";
import "../shell/language-select.ts";
import "../shell/theme-toggle.ts";
import "./action-samples.ts";
import "./data-samples.ts";
import "./field-samples.ts";
import "./overlay-samples.ts";
import "./state-samples.ts";
import "./token-samples.ts";

/** All tokens and elements, in every state. */
@customElement("design-page")
export class DesignPage extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        overflow: hidden auto;
        background: var(--canvas);
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
        max-width: 1160px;
        margin: 0 auto;
        padding: 0 16px 80px;
      }
      page-header {
        padding-inline: 4px;
      }
      toast-region {
        position: fixed;
        right: 16px;
        bottom: 16px;
        z-index: 15;
      }
    `,
  ];

  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = onLanguageChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  protected override render() {
    return keyed(
      locale().tag,
      html`<main>
          <page-header
            heading="Design"
            lead="Tokens and elements that every page is made of, in each of their states."
          >
            <language-select slot="actions"></language-select>
            <theme-toggle slot="actions"></theme-toggle>
          </page-header>
          <token-samples></token-samples>
          <action-samples></action-samples>
          <field-samples></field-samples>
          <overlay-samples></overlay-samples>
          <data-samples></data-samples>
          <state-samples></state-samples>
        </main>
        <toast-region></toast-region>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "design-page": DesignPage;
  }
}
