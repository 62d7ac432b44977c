import { css, html, type TemplateResult } from "lit";
import type { GuidedKind } from "./device-settings.ts";
import { setupText } from "./text.ts";

/** One of the kinds of devices, each with a line about it. */
export const kindChoice = (
  kinds: readonly GuidedKind[],
  chosen: GuidedKind,
  onChoose: (kind: GuidedKind) => void,
): TemplateResult => {
  const t = setupText().device;
  return html`<fieldset class="kinds">
    <legend>${t.kind}</legend>
    ${kinds.map(
      (kind) =>
        html`<label class="kind">
          <input
            type="radio"
            name="kind"
            value=${kind}
            .checked=${kind === chosen}
            @change=${() => onChoose(kind)}
          />
          <span class="name">${t.kinds[kind].name}</span>
          <span class="detail">${t.kinds[kind].detail}</span>
        </label>`,
    )}
  </fieldset>`;
};

export const kindChoiceStyles = css`
  .kinds {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr));
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin: 0 0 6px;
    padding: 0;
    font-size: var(--size-s);
    font-weight: 550;
    line-height: 16px;
  }
  .kind {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 10px;
    align-content: start;
    min-height: 44px;
    padding: 10px 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    cursor: pointer;
    transition:
      background var(--quick),
      border-color var(--quick);
  }
  .kind:hover {
    background: var(--surface-hover);
  }
  .kind:has(:checked) {
    border-color: var(--accent);
    background: var(--surface-selected);
  }
  .kind:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .kind input {
    grid-row: 1 / 3;
    align-self: center;
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
    outline: none;
  }
  .kind .name {
    font-size: var(--size-m);
    font-weight: 600;
  }
  .kind .detail {
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.4;
  }
`;
