import { consume } from "@lit/context";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Command } from "../../../contracts/command.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import "../elements/age-text.ts";
import { controls } from "../kit/controls.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import { icon } from "../page/icons.ts";
import { ApiError } from "../session/api.ts";
import { liveContext, userContext } from "../shell/contexts.ts";
import { commandText } from "./text.ts";
import { askToLocate, isUnderWay, loadLatestLocate, withCommand } from "./vehicle-commands.ts";

/** Conflict: the car has no tracker that takes it. */
const REFUSED = 409;

/** Asks a car's tracker where it is, and says how far that has come. Nothing for who may not ask. */
@customElement("locate-car")
export class LocateCar extends LitElement {
  static override styles = [
    controls,
    css`
      .ask {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
        padding: 12px 16px;
        border-bottom: 1px solid var(--line);
        color: var(--text-muted);
        font-size: var(--size-s);
      }
      .problem {
        color: var(--warn);
      }
    `,
  ];

  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @property() vehicleId = "";
  @state() private command: Command | undefined;
  @state() private problem: "refused" | "notAsked" | undefined;
  @state() private asking = false;
  #release: (() => void)[] = [];
  #loading = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [
      this.live.news.on("command", (heard) => this.#take(heard)),
      this.live.news.on("resumed", () => void this.#load()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading.abort();
    for (const release of this.#release.splice(0)) release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("vehicleId")) return;
    this.command = undefined;
    this.problem = undefined;
    void this.#load();
  }

  get #mayAsk(): boolean {
    return isAllowed(this.user.role, "commands:send");
  }

  #take(heard: Command): void {
    this.command = withCommand(this.command, this.vehicleId, heard);
  }

  async #load(): Promise<void> {
    this.#loading.abort();
    if (!this.#mayAsk) return;
    const { signal } = (this.#loading = new AbortController());
    // without it the button still works, and its next step is told of
    const latest = await loadLatestLocate(this.vehicleId, signal).catch(() => undefined);
    if (latest && !signal.aborted) this.#take(latest);
  }

  async #ask(): Promise<void> {
    this.asking = true;
    this.problem = undefined;
    try {
      this.#take(await askToLocate(this.vehicleId));
    } catch (error) {
      const isRefused = error instanceof ApiError && error.status === REFUSED;
      this.problem = isRefused ? "refused" : "notAsked";
    } finally {
      this.asking = false;
    }
  }

  #standing() {
    const t = commandText();
    if (this.problem) return html`<span class="problem">${t[this.problem]}</span>`;
    if (!this.command) return nothing;
    const { state: reached, updatedAt } = this.command;
    return html`${t.state[reached]} · <age-text ago .since=${updatedAt}></age-text>`;
  }

  protected override render() {
    if (!this.#mayAsk) return nothing;
    const isBusy = this.asking || (this.command !== undefined && isUnderWay(this.command));
    return html`<div class="ask">
      <button class="button" ?disabled=${isBusy} @click=${() => void this.#ask()}>
        ${icon("satellite")}${commandText().locate}
      </button>
      <span role="status">${this.#standing()}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "locate-car": LocateCar;
  }
}
