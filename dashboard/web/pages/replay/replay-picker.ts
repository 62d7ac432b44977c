import { consume } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import type { VehicleSummary } from "../../../../contracts/live-protocol.ts";
import "../../elements/age-text.ts";
import { carChoices } from "../../fleet/car-choices.ts";
import { heardAt } from "../../fleet/status.ts";
import "../../kit/combo-box.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/page-header.ts";
import type { Choice } from "../../kit/select-field.ts";
import "../../kit/state-message.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { icon } from "../../page/icons.ts";
import { replayHref } from "../../replay/replay-address.ts";
import { navigate } from "../../routing/router.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext, liveContext } from "../../shell/contexts.ts";
import { replayText } from "./text.ts";

/** Cars that are offered before anything is typed. */
const OFFERED = 8;

const heardMs = (vehicle: VehicleSummary): number => Date.parse(heardAt(vehicle) ?? "") || 0;

/** Chooses the car that is to be watched: by typing, or one of those heard last. */
@customElement("replay-picker")
export class ReplayPicker extends LitElement {
  static override styles = [
    controls,
    css`
      .box {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 22px;
        max-width: 560px;
        padding: 4px 28px 28px;
      }
      h2 {
        margin: 0 0 8px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 600;
      }
      ul {
        margin: 0;
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        list-style: none;
        overflow: hidden;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      a {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 48px;
        padding: 6px 14px 6px 16px;
        color: var(--text);
        font-size: var(--size-m);
        text-decoration: none;
      }
      a:hover {
        background: var(--surface-hover);
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      b {
        flex: none;
        max-width: 50%;
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .model {
        flex: 1;
        overflow: hidden;
        color: var(--text-muted);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      age-text {
        flex: none;
        color: var(--text-muted);
        font-size: var(--size-s);
      }
      a > .icon {
        color: var(--text-faint);
        font-size: 15px;
      }
      @media (max-width: 760px) {
        .box {
          padding: 0 16px 20px;
        }
      }
    `,
  ];

  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.live.fleet.subscribe((change) => {
      if (change === "all") this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  get #vehicles(): VehicleSummary[] {
    return [...this.live.fleet.vehicles.values()];
  }

  readonly #find: FindChoices = async (typed) => carChoices(this.live.fleet, typed);

  #car(vehicle: VehicleSummary) {
    return html`<li>
      <a href=${replayHref(vehicle.vehicleId)}>
        <b>${vehicle.licensePlate}</b>
        <span class="model">${vehicle.model}</span>
        <age-text
          ago
          .since=${heardAt(vehicle)}
          .zone=${this.branches.zoneOf(vehicle.branchId)}
        ></age-text>
        ${icon("chevronRight")}
      </a>
    </li>`;
  }

  #cars() {
    const t = replayText();
    if (!this.live.fleet.isKnown()) return html`<list-skeleton rows="6"></list-skeleton>`;
    const latest = this.#vehicles.sort((a, b) => heardMs(b) - heardMs(a)).slice(0, OFFERED);
    if (latest.length === 0) return html`<state-message heading=${t.noCars}></state-message>`;
    return html`<section>
      <h2>${t.heardLast}</h2>
      <ul>
        ${latest.map((vehicle) => this.#car(vehicle))}
      </ul>
    </section>`;
  }

  protected override render() {
    const t = replayText();
    return html`<page-header heading=${t.title} lead=${t.chooseLead}></page-header>
      <div class="box">
        <combo-box
          label=${t.car}
          hint=${t.carHint}
          .find=${this.#find}
          @value-change=${({ detail }: CustomEvent<Choice | undefined>) => {
            if (detail) navigate(replayHref(detail.value));
          }}
        ></combo-box>
        ${this.#cars()}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-picker": ReplayPicker;
  }
}
