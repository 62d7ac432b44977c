import { html, type TemplateResult } from "lit";
import { fleetText } from "../fleet/text.ts";
import { icon } from "../page/icons.ts";

type SearchBox = {
  readonly query: string;
  readonly placeholder: string;
  readonly label: string;
  readonly onQuery: (query: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
};

/** The search above a list, `#search`: its key while it is empty, a button to clear it after that. */
export const searchBox = ({
  query,
  placeholder,
  label,
  onQuery,
  onKey,
}: SearchBox): TemplateResult =>
  html`<div class="search">
    ${icon("search")}
    <input
      id="search"
      class="field"
      type="search"
      placeholder=${placeholder}
      aria-label=${label}
      autocomplete="off"
      spellcheck="false"
      .value=${query}
      @input=${(event: InputEvent) => onQuery((event.target as HTMLInputElement).value)}
      @keydown=${onKey}
    />
    ${
      query === ""
        ? html`<kbd aria-hidden="true">/</kbd>`
        : html`<button
            class="icon-button clear"
            aria-label=${fleetText().clearSearch}
            @click=${() => onQuery("")}
          >
            ${icon("close")}
          </button>`
    }
  </div>`;
