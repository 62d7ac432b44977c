import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Command } from "../../../contracts/command.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { loadedView } from "../drawer/loaded-view.ts";
import { partStyles } from "../drawer/part-styles.ts";
import { RepeatedLoading } from "../drawer/repeated-loading.ts";
import { faultText } from "../faults/text.ts";
import { isolated } from "../i18n/isolated.ts";
import { hereZone } from "../i18n/dates.ts";
import "../kit/confirm-dialog.ts";
import { controls } from "../kit/controls.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import { icon } from "../page/icons.ts";
import { ApiError } from "../session/api.ts";
import { liveContext, userContext } from "../shell/contexts.ts";
import "./command-row.ts";
import { sameWish, type Wish, withHeard } from "./command-view.ts";
import "./immobilise-dialog.ts";
import { commandText } from "./text.ts";
import { askFor, loadCommands, moveCommand } from "./vehicle-commands.ts";

/** Every step is told by the feed; this is for what a gap in it may have swallowed, ms. */
const READ_EVERY_MS = 60_000;

type Asking = { readonly kind: "immobilise" | "release" } | { kind: "confirm"; command: Command };

/** What a car's trackers were told and what came of it, kept current; and the way to tell them more. */
@customElement("commands-part")
export class CommandsPart extends LitElement {
  static override styles = [controls, partStyles];

  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @property() vehicleId = "";
  @property() licensePlate = "";
  /** IANA name, of the clocks times are told by. */
  @property() zone = hereZone();
  /** What the feed or an answer told since the list was read. */
  @state() private heard: readonly Command[] = [];
  @state() private older: { readonly items: readonly Command[]; readonly cursor: string | null } = {
    items: [],
    cursor: null,
  };
  @state() private asking: Asking | undefined;
  @state() private busy = false;
  @state() private problem = "";
  #release: (() => void)[] = [];

  readonly #commands = new RepeatedLoading(this, {
    everyMs: READ_EVERY_MS,
    load: async (signal) => {
      await faultText.load();
      return loadCommands(this.vehicleId, null, signal);
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [
      this.live.news.on("command", (command) => this.#take(command)),
      this.live.news.on("resumed", () => void this.#commands.reload()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const release of this.#release.splice(0)) release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("vehicleId")) return;
    this.heard = [];
    this.older = { items: [], cursor: null };
    this.problem = "";
    void this.#commands.restart();
  }

  #take(command: Command): void {
    if (command.vehicleId === this.vehicleId) this.heard = withHeard(this.heard, command);
  }

  #may(permission: Parameters<typeof isAllowed>[1]): boolean {
    return isAllowed(this.user.role, permission);
  }

  /** Sends one wish or one word about one, and says what the server objects to. */
  async #send(send: () => Promise<Command>): Promise<void> {
    this.busy = true;
    this.problem = "";
    try {
      this.#take(await send());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.message;
    } finally {
      this.busy = false;
      this.asking = undefined;
    }
  }

  #ask(wish: Wish | undefined): void {
    if (wish) void this.#send(() => askFor(this.vehicleId, wish));
  }

  async #showOlder(cursor: string): Promise<void> {
    const page = await loadCommands(this.vehicleId, cursor).catch(() => undefined);
    if (!page) return void (this.problem = commandText().notDone);
    this.older = { items: [...this.older.items, ...page.items], cursor: page.nextCursor };
  }

  #actions() {
    const t = commandText();
    if (!this.#may("commands:send")) return nothing;
    return html`<section>
      <div class="actions">
        <button class="button" @click=${() => (this.asking = { kind: "immobilise" })}>
          ${icon("locked")}${t.immobiliseAction}
        </button>
        <button class="button" @click=${() => (this.asking = { kind: "release" })}>
          ${icon("ignition")}${t.releaseAction}
        </button>
      </div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
    </section>`;
  }

  #row(command: Command) {
    const isOther = command.requestedBy !== this.user.id;
    return html`<command-row
      .command=${command}
      .zone=${this.zone}
      ?maySend=${this.#may("commands:send")}
      ?mayConfirm=${isOther && this.#may("immobilisations:confirm")}
      ?busy=${this.busy}
      @cancel=${() => void this.#send(() => moveCommand(command.id, "cancel"))}
      @retry=${() => this.#ask(sameWish(command))}
      @confirm=${() => (this.asking = { kind: "confirm", command })}
    ></command-row>`;
  }

  #list(items: readonly Command[], nextCursor: string | null) {
    const t = commandText();
    const known = [...items, ...this.older.items];
    const commands = this.heard.reduce<readonly Command[]>(withHeard, known);
    const cursor = this.older.items.length > 0 ? this.older.cursor : nextCursor;
    if (commands.length === 0) {
      return html`<state-message icon="radio" heading=${t.none}></state-message>`;
    }
    return html`${repeat(
      commands,
      ({ id }) => id,
      (command) => this.#row(command),
    )}${
      cursor === null
        ? nothing
        : html`<section>
            <button class="button" @click=${() => void this.#showOlder(cursor)}>${t.older}</button>
          </section>`
    }`;
  }

  #question() {
    const t = commandText();
    const { asking, licensePlate } = this;
    const close = (): void => void (this.asking = undefined);
    if (asking?.kind === "confirm") {
      const { command } = asking;
      return html`<confirm-dialog
        open
        danger
        heading=${t.confirmHeading(isolated(licensePlate))}
        action=${t.confirm}
        ?busy=${this.busy}
        @close=${close}
        @confirm=${() => void this.#send(() => moveCommand(command.id, "confirm"))}
        ><bdi>${t.confirmLead(command.requestedByName, command.reason ?? "–")}</bdi></confirm-dialog
      >`;
    }
    if (asking?.kind !== "release") return nothing;
    return html`<confirm-dialog
      open
      heading=${t.releaseHeading(isolated(licensePlate))}
      action=${t.names.release}
      ?busy=${this.busy}
      @close=${close}
      @confirm=${() => this.#ask({ name: "release" })}
      >${t.releaseLead}</confirm-dialog
    >`;
  }

  protected override render() {
    const retry = (): void => void this.#commands.reload();
    return html`${this.#actions()}
      ${loadedView(
        this.#commands.state,
        retry,
        ({ items, nextCursor }) =>
          html`<div role="region" aria-label=${commandText().heading}>
            ${this.#list(items, nextCursor)}
          </div>`,
      )}
      ${this.#question()}
      <immobilise-dialog
        .vehicleId=${this.vehicleId}
        .licensePlate=${this.licensePlate}
        ?open=${this.asking?.kind === "immobilise"}
        @close=${() => (this.asking = undefined)}
        @asked=${({ detail }: CustomEvent<Command>) => {
          this.#take(detail);
          this.asking = undefined;
        }}
      ></immobilise-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "commands-part": CommandsPart;
  }
}
