import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";
import { PhoneController } from "../page/phone-controller.ts";
import type { PageName, PageRoute } from "../routing/page-route.ts";
import { badgesContext } from "./contexts.ts";
import type { NavigationBadges } from "./navigation-badges.ts";
import { pageNavStyles } from "./page-nav-styles.ts";
import { shellText } from "./text.ts";

/** A count past this is only said to be more. */
const MOST_SHOWN = 99;
/** Pages that a phone's bar has room for; of more, all but these less one lie behind a button. */
const BAR_PLACES = 5;

/** Links to the pages: a rail at the left, or on a phone a bar at the bottom. */
@customElement("page-nav")
export class PageNav extends LitElement {
  static override styles = [controls, pageNavStyles];

  @property({ attribute: false }) pages: readonly PageRoute[] = [];
  @property() current: PageName | undefined;
  @query("#further") private further!: HTMLElement | null;
  readonly #phone = new PhoneController(this);
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
    if (changed.has("current")) this.further?.hidePopover();
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

  /** The button at the end of a full bar, marked while one of the pages behind it is shown. */
  #more(pages: readonly PageRoute[]) {
    const { more } = shellText();
    const hasCurrent = pages.some(({ name }) => name === this.current);
    return html`<button class="more" popovertarget="further" ?data-current=${hasCurrent}>
        <span class="mark">${icon("more")}</span>
        <span class="label">${more}</span>
      </button>
      <div id="further" popover aria-label=${more}>${pages.map((page) => this.#link(page))}</div>`;
  }

  protected override render() {
    const { pages } = this;
    const isFull = this.#phone.isPhone && pages.length > BAR_PLACES;
    const shown = isFull ? pages.slice(0, BAR_PLACES - 1) : pages;
    return html`<nav aria-label=${shellText().navigation}>
      ${shown.map((page) => this.#link(page))}
      ${isFull ? this.#more(pages.slice(shown.length)) : nothing}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "page-nav": PageNav;
  }
}
