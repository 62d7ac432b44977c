import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";
import type { PageName, PageRoute } from "../routing/page-route.ts";
import { badgesContext } from "./contexts.ts";
import type { NavigationBadges } from "./navigation-badges.ts";
import { pageNavStyles } from "./page-nav-styles.ts";
import { shellText } from "./text.ts";

/** A count past this is only said to be more. */
const MOST_SHOWN = 99;

/** Links to the pages: a rail at the left, or on a phone a bar at the bottom. */
@customElement("page-nav")
export class PageNav extends LitElement {
  static override styles = [controls, pageNavStyles];

  @property({ attribute: false }) pages: readonly PageRoute[] = [];
  @property() current: PageName | undefined;
  @consume({ context: badgesContext }) badges!: NavigationBadges;
  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.badges.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("current")) return;
    // a phone's bar may be wider than its screen
    this.renderRoot.querySelector('[aria-current="page"]')?.scrollIntoView({ inline: "nearest" });
  }

  #badge(name: PageName) {
    const count = this.badges.count(name);
    if (count === 0) return nothing;
    return html`<span class="badge" aria-hidden="true"
        >${count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span
      ><span class="visually-hidden">${shellText().unread(count)}</span>`;
  }

  #link({ name, paths, icon: iconName }: PageRoute) {
    const label = shellText().pages[name];
    return html`<a
      href=${paths[0]}
      aria-current=${name === this.current ? "page" : nothing}
      title=${label}
    >
      <span class="mark">${icon(iconName)}${this.#badge(name)}</span>
      <span class="label">${label}</span>
    </a>`;
  }

  protected override render() {
    return html`<nav aria-label=${shellText().navigation}>
      ${this.pages.map((page) => this.#link(page))}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "page-nav": PageNav;
  }
}
