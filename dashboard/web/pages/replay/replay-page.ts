import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Route } from "../../../../contracts/live-protocol.ts";
import "../../elements/map-controls.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/side-drawer.ts";
import "../../kit/state-message.ts";
import { serverNowMs } from "../../page/clock.ts";
import { PageMap } from "../../elements/page-map.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import { PlaybackController } from "../../replay/playback-controller.ts";
import { type Playhead, playheadAt } from "../../replay/playhead.ts";
import { readReplayAddress, replayHref, type ReplayManner } from "../../replay/replay-address.ts";
import { type Replay, ReplayController } from "../../replay/replay-controller.ts";
import { entryAt, type StoryEntry } from "../../replay/story.ts";
import type { Span } from "../../replay/timeline.ts";
import { navigate } from "../../routing/router.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext } from "../../shell/contexts.ts";
import { AddressKeeper } from "./address-keeper.ts";
import { replayDeck } from "./replay-deck.ts";
import "./replay-header.ts";
import "./replay-list.ts";
import type { ReplayMap } from "./replay-map.ts";
import { cutNotice, speedLegend, stateNotice } from "./replay-notices.ts";
import { replayPageStyles } from "./replay-page-styles.ts";
import "./replay-picker.ts";
import { replayText } from "./text.ts";

const NO_ROUTES: readonly Route[] = [];

/** A car's past, watched like a film: map, story, chart and what plays them. */
@customElement("replay-page")
export class ReplayPage extends LitElement {
  static override styles = [controls, replayPageStyles];

  /** The car that is watched, as the address names it. */
  @property() vehicleId: string | undefined;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  /** The car that the window's title names. */
  #titledId: string | undefined;
  @state() private following = false;
  @state() private isListOpen = false;
  @query("replay-map") private replayMap!: ReplayMap | null;
  readonly #phone = new PhoneController(this);
  readonly #chunk = new PageMap(this, () => import("./replay-map.ts"));
  readonly #replay = new ReplayController(
    this,
    (branchId) => this.branches.zoneOf(branchId),
    (replay) => this.#playback.open(replay, readReplayAddress(location.search).atMs),
  );
  readonly #playback = new PlaybackController(this, () => this.#address.note(this.#href()));
  readonly #address = new AddressKeeper(this, () => this.#visited());

  constructor() {
    super();
    bindShortcuts(this, {
      " ": () => this.#playback.toggle(),
      ArrowLeft: () => this.#playback.stepBy(-1),
      ArrowRight: () => this.#playback.stepBy(1),
      n: () => this.#playback.skipTo(1),
      p: () => this.#playback.skipTo(-1),
      s: () => this.#playback.toggleSkipping(),
      f: () => this.#follow(!this.following),
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isClockNew = changed.has("branches") && this.#replay.vehicle !== undefined;
    // without a period in the address it is the day of the branch's clock, which comes late
    const isDayNew = isClockNew && !readReplayAddress(location.search).period;
    if (changed.has("vehicleId") || isDayNew) this.#open();
  }

  /** Another address of this very page was gone to; who leaves it sees nothing more of it. */
  #visited(): void {
    if (this.vehicleId !== undefined && location.pathname === replayHref(this.vehicleId)) {
      this.#open();
    }
  }

  /** Shows what the address says. */
  #open(): void {
    if (this.vehicleId === undefined) return this.#replay.clear();
    const { period, rate, following } = readReplayAddress(location.search);
    this.following = following;
    this.#playback.rate = rate;
    void this.#replay.show({ vehicleId: this.vehicleId, period });
  }

  #go(period: Span): void {
    if (this.vehicleId === undefined) return;
    navigate(replayHref(this.vehicleId, period, undefined, this.#manner));
  }

  #follow(following: boolean): void {
    this.following = following;
    // before, the period of the address is not known here yet
    if (this.#ready) this.#address.note(this.#href());
  }

  get #manner(): ReplayManner {
    return { rate: this.#playback.rate, following: this.following };
  }

  #href(): string {
    const { period } = this.#replay;
    return replayHref(this.vehicleId ?? "", period, this.#playback.atMs, this.#manner);
  }

  get #zone(): string {
    return this.branches.zoneOf(this.#replay.vehicle?.branchId ?? null);
  }

  get #ready(): Replay | undefined {
    const { state } = this.#replay;
    return state.kind === "ready" ? state.replay : undefined;
  }

  readonly #seek = ({ detail }: CustomEvent<number>): void => this.#playback.seek(detail);

  #pick(entry: StoryEntry | undefined): void {
    this.isListOpen = false;
    if (entry) this.#playback.seek(entry.fromMs);
  }

  #drawing(playhead: Playhead | undefined) {
    return html`<replay-map
      vehicleId=${this.vehicleId ?? nothing}
      .replay=${this.#ready}
      .playhead=${playhead}
      ?following=${this.following}
      @moment-pick=${this.#seek}
      @mark-pick=${({ detail }: CustomEvent<string>) =>
        this.#pick(this.#ready?.story.find(({ id }) => id === detail))}
      @follow-lost=${() => this.#follow(false)}
      @map-failed=${this.#chunk.fail}
    ></replay-map>`;
  }

  #map(replay: Replay | undefined, playhead: Playhead | undefined) {
    const { period, vehicle } = this.#replay;
    const notices = {
      plate: vehicle?.licensePlate ?? "",
      zone: this.#zone,
      period,
      onPeriod: (next: Span) => this.#go(next),
      onRetry: () => this.#open(),
    };
    return html`<div class="map">
      ${this.#chunk.render({
        draw: () => this.#drawing(playhead),
        hint: replayText().mapFailedHint,
        place: "notice",
      })}
      <map-controls
        fit-label=${replayText().wholeTrail}
        @zoom=${({ detail }: CustomEvent<number>) => this.replayMap?.zoomBy(detail)}
        @fit-fleet=${() => this.#showAll()}
      ></map-controls>
      ${replay ? html`${speedLegend(replay.hasUnknownSpeed)} ${cutNotice(replay.recording, notices)}` : nothing}
      ${stateNotice(this.#replay.state, notices)}
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { vehicle } = this.#replay;
    if (vehicle?.id === this.#titledId) return;
    this.#titledId = vehicle?.id;
    const { title, titleOf } = replayText();
    const detail = vehicle ? titleOf(vehicle.licensePlate) : title;
    this.dispatchEvent(new CustomEvent("page-title", { detail, bubbles: true }));
  }

  #showAll(): void {
    this.#follow(false);
    this.replayMap?.showAll();
  }

  #list({ story }: Replay) {
    return html`<replay-list
      .story=${story}
      .currentId=${entryAt(story, this.#playback.atMs)?.id}
      .dayMs=${this.#replay.period?.fromMs ?? serverNowMs()}
      .zone=${this.#zone}
      @entry-pick=${({ detail }: CustomEvent<StoryEntry>) => this.#pick(detail)}
    ></replay-list>`;
  }

  #aside(replay: Replay | undefined) {
    const t = replayText();
    if (this.#phone.isPhone) {
      return html`<side-drawer
        heading=${t.story}
        ?open=${this.isListOpen}
        @close=${() => (this.isListOpen = false)}
        >${replay && this.isListOpen ? this.#list(replay) : nothing}</side-drawer
      >`;
    }
    const isLoading = this.#replay.state.kind === "loading";
    return html`<aside tabindex="0" aria-label=${t.story}>
      <h2>${t.story}</h2>
      ${isLoading ? html`<list-skeleton></list-skeleton>` : nothing}
      ${replay ? this.#list(replay) : nothing}
    </aside>`;
  }

  #deck(replay: Replay, playhead: Playhead) {
    return replayDeck({
      replay,
      playhead,
      zone: this.#zone,
      playback: this.#playback,
      isPhone: this.#phone.isPhone,
      following: this.following,
      onFollow: () => this.#follow(!this.following),
      onList: () => (this.isListOpen = true),
    });
  }

  protected override render() {
    if (this.vehicleId === undefined) {
      return html`<div class="scroll"><replay-picker></replay-picker></div>`;
    }
    const { vehicle, period } = this.#replay;
    const replay = this.#ready;
    const playhead = replay && playheadAt(replay.recording, this.#playback.atMs);
    return html`<replay-header
        .vehicle=${vehicle}
        .period=${period}
        .zone=${this.#zone}
        .routes=${replay?.recording.routes ?? NO_ROUTES}
        .routeId=${replay && entryAt(replay.story, this.#playback.atMs)?.id}
        @period-change=${({ detail }: CustomEvent<Span>) => this.#go(detail)}
      ></replay-header>
      <div class="stage">
        ${this.#map(replay, playhead)} ${this.#aside(replay)}
        <div class="deck">${replay && playhead ? this.#deck(replay, playhead) : nothing}</div>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-page": ReplayPage;
  }
}
