import { html, type TemplateResult } from "lit";
import { icon } from "../../page/icons.ts";
import type { PlaybackController } from "../../replay/playback-controller.ts";
import type { Playhead } from "../../replay/playhead.ts";
import type { Replay } from "../../replay/replay-controller.ts";
import "./replay-controls.ts";
import "./replay-figures.ts";
import "./replay-scrubber.ts";
import { replayText } from "./text.ts";

/** What the deck below the map shows and moves. */
export type Deck = {
  readonly replay: Replay;
  readonly playhead: Playhead;
  readonly zone: string;
  readonly playback: PlaybackController;
  readonly isPhone: boolean;
  readonly following: boolean;
  readonly onFollow: () => void;
  /** On a phone the story is a page of its own. */
  readonly onList: () => void;
};

const controlsOf = ({ playback, following, onFollow }: Deck): TemplateResult =>
  html`<replay-controls
    ?playing=${playback.isPlaying}
    .rate=${playback.rate}
    ?skipping=${playback.skipsStops}
    ?following=${following}
    ?has-previous=${playback.markBeside(-1) !== undefined}
    ?has-next=${playback.markBeside(1) !== undefined}
    @toggle-play=${() => playback.toggle()}
    @skip-to=${({ detail }: CustomEvent<1 | -1>) => playback.skipTo(detail)}
    @rate-change=${({ detail }: CustomEvent<number>) => playback.setRate(detail)}
    @toggle-skip=${() => playback.toggleSkipping()}
    @toggle-follow=${onFollow}
  ></replay-controls>`;

const listButton = ({ onList }: Deck): TemplateResult => {
  const label = replayText().story;
  return html`<button class="icon-button" aria-label=${label} title=${label} @click=${onList}>
    ${icon("list")}
  </button>`;
};

/** Figures, chart and what plays it; on a phone the latter is lowest, where the thumb is. */
export const replayDeck = (deck: Deck): TemplateResult => {
  const { replay, playhead, zone, playback, isPhone } = deck;
  const figures = html`<replay-figures .playhead=${playhead} .zone=${zone}></replay-figures>`;
  const scrubber = html`<replay-scrubber
    .replay=${replay}
    .playhead=${playhead}
    .zone=${zone}
    @seek=${({ detail }: CustomEvent<number>) => playback.seek(detail)}
  ></replay-scrubber>`;
  return isPhone
    ? html`<div class="row">${figures}${listButton(deck)}</div>
        ${scrubber} ${controlsOf(deck)}`
    : html`<div class="row">${controlsOf(deck)}${figures}</div>
        ${scrubber}`;
};
