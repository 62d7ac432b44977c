import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { fenceLine } from "../../geofences/fence-words.ts";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";

/** One fence in the list: its shape, name, what it is for and what holds inside. */
@customElement("fence-row")
export class FenceRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 32px minmax(0, 1fr);
        align-items: center;
        gap: 0 11px;
        min-height: 58px;
        padding: 8px 16px 9px 13px;
        font-size: var(--size-m);
        line-height: 19px;
      }
      .sign {
        display: grid;
        place-items: center;
        width: 32px;
        height: 32px;
        border-radius: var(--radius-m);
        background: var(--accent-soft);
        color: var(--accent-text);
        font-size: 17px;
      }
      .sign.restricted {
        background: var(--danger-soft);
        color: var(--danger);
      }
      .sign.border {
        background: var(--warn-soft);
        color: var(--warn);
      }
      .sign.depot,
      .sign.yard,
      .sign.workshop {
        background: var(--good-soft);
        color: var(--good);
      }
      .sign.other {
        background: var(--surface-sunken);
        color: var(--text-muted);
      }
      .words {
        min-width: 0;
      }
      .name,
      .line {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name {
        font-weight: 600;
      }
      .line {
        color: var(--text-muted);
        font-size: var(--size-s);
      }
    `,
  ];

  @property({ attribute: false }) fence!: GeofenceVersion;

  protected override render() {
    const { name, area, purpose } = this.fence;
    return html`<span class="sign ${purpose}">${icon(area.kind)}</span>
      <span class="words"
        ><bdi class="name">${name}</bdi><span class="line">${fenceLine(this.fence)}</span></span
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fence-row": FenceRow;
  }
}
