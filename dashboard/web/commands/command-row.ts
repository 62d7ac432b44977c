import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Command, CommandStep } from "../../../contracts/command.ts";
import "../elements/age-text.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { durationText } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import "../kit/tone-tag.ts";
import { serverNowMs } from "../page/clock.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { canCancel, resultLines, sameWish, STATE_TONES, stepNote } from "./command-view.ts";
import { commandText } from "./text.ts";
import { isUnderWay, loadCommandDetail } from "./vehicle-commands.ts";

/**
 * A command: what, how far it has come, what came of it, and who did what. Fires `cancel`, `retry` and
 * `confirm`.
 */
@customElement("command-row")
export class CommandRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 11px 16px;
        border-bottom: 1px solid var(--line);
        font-size: var(--size-m);
        line-height: 19px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 10px;
      }
      .what {
        font-weight: 600;
      }
      p {
        margin: 3px 0 0;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .answer {
        color: var(--text);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      summary {
        min-height: var(--control);
        padding-top: 6px;
        color: var(--accent-text);
        font-size: var(--size-s);
        font-weight: 550;
        cursor: pointer;
      }
      ol {
        margin: 0;
        padding: 0 0 4px 14px;
        color: var(--text-muted);
        font-size: var(--size-s);
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) command!: Command;
  /** IANA name, of the clocks its times are told by. */
  @property() zone = hereZone();
  /** The viewer may tell trackers something. */
  @property({ type: Boolean }) maySend = false;
  /** The viewer may be the second person of this one. */
  @property({ type: Boolean }) mayConfirm = false;
  @property({ type: Boolean }) busy = false;
  @state() private history: readonly CommandStep[] | undefined;
  #historyOf = -1;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #fire(type: "cancel" | "retry" | "confirm"): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  #moment(at: string): string {
    return momentText(Date.parse(at), serverNowMs(), this.zone);
  }

  /** The steps are read when they are looked at, and again once there are more. */
  async #openHistory(event: Event): Promise<void> {
    const { revision, id } = this.command;
    const isOpen = event.currentTarget instanceof HTMLDetailsElement && event.currentTarget.open;
    if (!isOpen || this.#historyOf === revision) return;
    this.#historyOf = revision;
    const detail = await loadCommandDetail(id).catch(() => undefined);
    if (detail) this.history = detail.history;
    else this.#historyOf = -1;
  }

  #progress() {
    const t = commandText();
    const { state: reached, expiresAt, updatedAt, attempts } = this.command;
    const leftS = (Date.parse(expiresAt) - serverNowMs()) / 1_000;
    const isLive = reached === "unconfirmed" || isUnderWay(this.command);
    return html`<p>
      <age-text ago .since=${updatedAt}></age-text>${
        isLive && leftS > 0 ? html` · ${t.endsIn(durationText(leftS))}` : nothing
      }${attempts > 0 ? html` · ${t.triedTimes(attempts)}` : nothing}
    </p>`;
  }

  #people() {
    const t = commandText();
    const { requestedByName, confirmedByName, createdAt, reason } = this.command;
    return html`<p>
      ${this.#moment(createdAt)} · <bdi>${t.by(requestedByName)}</bdi>${
        confirmedByName === null ? nothing : html` · <bdi>${t.confirmedBy(confirmedByName)}</bdi>`
      }${reason === null ? nothing : html` · <bdi>${reason}</bdi>`}
    </p>`;
  }

  #actions() {
    const t = commandText();
    const { command, busy } = this;
    const decides = this.mayConfirm && command.state === "unconfirmed";
    const button = (type: "cancel" | "retry" | "confirm", look = "") =>
      html`<button class="button ${look}" ?disabled=${busy} @click=${() => this.#fire(type)}>
        ${type === "cancel" && decides ? t.refuse : t[type]}
      </button>`;
    const shown = [
      decides ? button("confirm", "danger") : undefined,
      this.maySend && canCancel(command, serverNowMs()) ? button("cancel") : undefined,
      this.maySend && sameWish(command) ? button("retry") : undefined,
    ].filter((each) => each !== undefined);
    return shown.length > 0 ? html`<div class="actions">${shown}</div>` : nothing;
  }

  #step(taken: CommandStep) {
    const t = commandText();
    const { at, userName, step } = taken;
    const note = stepNote(taken);
    const words: Readonly<Record<string, string>> = t.steps;
    return html`<li>
      ${this.#moment(at)} · ${words[step] ?? step} · <bdi>${userName ?? t.system}</bdi>${
        note === null ? nothing : html` · <bdi>${note}</bdi>`
      }
    </li>`;
  }

  /** What was never sent has not failed at the tracker. */
  #standing({ state: reached, attempts }: Command): string {
    const t = commandText();
    return reached === "failed" && attempts === 0 ? t.steps.refused : t.state[reached];
  }

  protected override render() {
    const t = commandText();
    const { name, text, state: reached, result } = this.command;
    return html`<div class="head">
        <span class="what">${t.names[name]}${text === null ? nothing : html` · ${text}`}</span>
        <tone-tag tone=${STATE_TONES[reached]}>${this.#standing(this.command)}</tone-tag>
      </div>
      ${resultLines(result).map((line) => html`<p class="answer"><bdi>${line}</bdi></p>`)}
      ${this.#progress()} ${this.#people()} ${this.#actions()}
      <details @toggle=${(event: Event) => void this.#openHistory(event)}>
        <summary>${t.history}</summary>
        <ol>
          ${(this.history ?? []).map((step) => this.#step(step))}
        </ol>
      </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "command-row": CommandRow;
  }
}
