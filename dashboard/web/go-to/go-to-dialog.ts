import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { User } from "../../../contracts/user.ts";
import { NO_ALERTS } from "../alerts/alert-inbox.ts";
import { controls } from "../kit/controls.ts";
import { dialogFrameStyles } from "../kit/dialog-frame-styles.ts";
import { stepIn } from "../kit/list-steps.ts";
import { popoverStyles } from "../kit/popover-styles.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import { icon } from "../page/icons.ts";
import type { PageRoute } from "../routing/page-route.ts";
import { navigate } from "../routing/router.ts";
import { alertsContext, liveContext, userContext } from "../shell/contexts.ts";
import { goToStyles } from "./go-to-styles.ts";
import { type Place, PLACE_KINDS, placesFor } from "./places.ts";
import { goToText } from "./text.ts";

/**
 * Finds a car, an open alert or a page by a few letters, and goes there: the keyboard stays in the
 * field while arrows walk the list. Open as long as it is on the page; fires `close`.
 */
@customElement("go-to-dialog")
export class GoToDialog extends LitElement {
  static override styles = [controls, popoverStyles, dialogFrameStyles, goToStyles];

  @property({ attribute: false }) pages: readonly PageRoute[] = [];
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: alertsContext }) inbox = NO_ALERTS;
  @consume({ context: userContext }) user!: User;
  @state() private typed = "";
  /** The address of the place that Enter goes to; the first one's before any was chosen. */
  @state() private chosenHref: string | undefined;
  @query("dialog") private dialog!: HTMLDialogElement;
  @query(".list") private list!: HTMLElement;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  get #places(): readonly Place[] {
    const { pages, live, inbox, user } = this;
    const reach = { pages, fleet: live.fleet, alerts: inbox.alerts, userId: user.id };
    return placesFor(this.typed, reach);
  }

  #go({ href }: Place): void {
    this.dialog.close();
    navigate(href);
  }

  readonly #closed = (): void => void this.dispatchEvent(new CustomEvent("close"));

  readonly #press = (event: PointerEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };

  readonly #input = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.typed = event.target.value;
    this.chosenHref = undefined;
  };

  #keydown(event: KeyboardEvent, places: readonly Place[], chosen: Place | undefined): void {
    event.stopPropagation(); // the shortcuts of the page below are not meant
    if (event.isComposing) return; // an input method's own keys
    if (event.key === "Enter" && chosen) {
      event.preventDefault();
      this.#go(chosen);
    }
    if (!["ArrowDown", "ArrowUp", "PageDown", "PageUp"].includes(event.key)) return;
    event.preventDefault();
    const hrefs = places.map(({ href }) => href);
    this.chosenHref = stepIn(hrefs, chosen?.href, event.key);
    void this.updateComplete.then(() =>
      this.list.querySelector(".active")?.scrollIntoView({ block: "nearest" }),
    );
  }

  #option(place: Place, index: number, chosen: Place | undefined) {
    const isChosen = place.href === chosen?.href;
    return html`<div
      id=${`option-${index}`}
      class="option ${isChosen ? "active" : ""}"
      role="option"
      aria-selected=${isChosen}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#go(place)}
    >
      ${icon(place.icon)}<span class="label">${place.label}</span>
      ${place.detail ? html`<span class="detail">${place.detail}</span>` : nothing}
    </div>`;
  }

  #groups(places: readonly Place[], chosen: Place | undefined) {
    const t = goToText();
    return PLACE_KINDS.map((kind) => {
      const options = places.flatMap((place, index) =>
        place.kind === kind ? [this.#option(place, index, chosen)] : [],
      );
      if (options.length === 0) return nothing;
      return html`<div role="group" aria-labelledby=${kind}>
        <h3 id=${kind} role="presentation">${t.kinds[kind]}</h3>
        ${options}
      </div>`;
    });
  }

  #field(places: readonly Place[], chosen: Place | undefined) {
    const t = goToText();
    return html`<div class="box">
      ${icon("search")}
      <input
        role="combobox"
        autofocus
        autocomplete="off"
        spellcheck="false"
        placeholder=${t.placeholder}
        aria-label=${t.title}
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls="list"
        aria-activedescendant=${chosen ? `option-${places.indexOf(chosen)}` : nothing}
        .value=${this.typed}
        @input=${this.#input}
      />
    </div>`;
  }

  #keys() {
    const { choose, open, close } = goToText().keys;
    return html`<footer aria-hidden="true">
      <span><kbd>↑</kbd> <kbd>↓</kbd> ${choose}</span><span><kbd>↵</kbd> ${open}</span
      ><span><kbd>Esc</kbd> ${close}</span>
    </footer>`;
  }

  protected override render() {
    const t = goToText();
    const places = this.#places;
    const chosen = places.find(({ href }) => href === this.chosenHref) ?? places[0];
    return html`<dialog
      aria-label=${t.title}
      @close=${this.#closed}
      @pointerdown=${this.#press}
      @keydown=${(event: KeyboardEvent) => this.#keydown(event, places, chosen)}
    >
      ${this.#field(places, chosen)}
      <div id="list" class="list" role="listbox" aria-label=${t.title}>
        ${this.#groups(places, chosen)}
        ${places.length === 0 ? html`<p class="none">${t.none}</p>` : nothing}
      </div>
      <p class="visually-hidden" role="status">
        ${places.length === 0 ? t.none : t.found(places.length)}
      </p>
      ${this.#keys()}
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "go-to-dialog": GoToDialog;
  }
}
