import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { icon, type IconName } from "../page/icons.ts";
import { chooseTheme, readThemeChoice, type ThemeChoice } from "../page/theme.ts";
import { controls } from "../kit/controls.ts";
import { shellText } from "./text.ts";

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = {
  system: "light",
  light: "dark",
  dark: "system",
};
const ICON: Readonly<Record<ThemeChoice, IconName>> = {
  system: "system",
  light: "sun",
  dark: "moon",
};

/** One button that goes round: as the system, light, dark. The choice is kept in this browser. */
@customElement("theme-toggle")
export class ThemeToggle extends LitElement {
  static override styles = controls;

  @state() private choice = readThemeChoice();

  readonly #next = (): void => {
    this.choice = NEXT[this.choice];
    chooseTheme(this.choice);
  };

  protected override render() {
    const { switchTheme, themes } = shellText();
    const label = switchTheme(themes[this.choice], themes[NEXT[this.choice]]);
    return html`<button class="icon-button" @click=${this.#next} aria-label=${label} title=${label}>
      ${icon(ICON[this.choice])}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "theme-toggle": ThemeToggle;
  }
}
