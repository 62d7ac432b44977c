import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { HeldRows } from "../../alerts/held-rows.ts";
import { wholeText } from "../../i18n/figures.ts";
import { todayText } from "../../today/text.ts";

/** So many rows of a part are shown before the rest is asked for. */
const SHOWN_FIRST = 5;

/** One part of the day under its heading, which the keyboard can be put on. */
export const daySection = (
  id: string,
  heading: string,
  content: unknown,
  aside: unknown = nothing,
) =>
  html`<section aria-labelledby=${id}>
    <div class="heading">
      <h2 id=${id} tabindex="-1">${heading}</h2>
      ${aside}
    </div>
    ${content}
  </section>`;

/** How many there are, beside a heading. */
export const howMany = (count: number) => html`<span class="count">${wholeText(count)}</span>`;

/** How many rows wait until nobody reads, beside a heading, and the way to them. */
export const waitingRows = (count: number, show: () => void) =>
  html`<span class="waiting" role="status"
    >${
      count > 0
        ? html`<button class="button" @click=${show}>${todayText().showNew(count)}</button>`
        : nothing
    }</span
  >`;

type Rows<Item> = {
  readonly items: HeldRows<Item>;
  readonly idOf: (item: Item) => string;
  readonly draw: (item: Item) => unknown;
  /** Said where there are none. */
  readonly none: string;
  readonly isUnfolded: boolean;
  readonly unfold: () => void;
};

/** The rows of a part: the first few, and the way to the others. */
export const dayRows = <Item>({ items, idOf, draw, none, isUnfolded, unfold }: Rows<Item>) => {
  const { rows, waiting } = items;
  if (rows.length === 0) {
    return html`<p class="none">${waiting > 0 ? todayText().somethingNew : none}</p>`;
  }
  const isFolded = rows.length > SHOWN_FIRST && !isUnfolded;
  const shown = isFolded ? rows.slice(0, SHOWN_FIRST) : rows;
  return html`<ul>
      ${repeat(shown, idOf, (item) => html`<li>${draw(item)}</li>`)}
    </ul>
    ${
      isFolded
        ? html`<div class="more">
            <button class="button" @click=${unfold}>${todayText().showAll(rows.length)}</button>
          </div>`
        : nothing
    }`;
};
