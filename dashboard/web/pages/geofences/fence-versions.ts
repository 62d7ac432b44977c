import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { fleetText } from "../../fleet/text.ts";
import { loadFence } from "../../geofences/fence-api.ts";
import { fenceLine } from "../../geofences/fence-words.ts";
import { geofenceText } from "../../geofences/text.ts";
import { hereZone, momentText } from "../../i18n/dates.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/tone-tag.ts";
import { serverNowMs } from "../../page/clock.ts";

/** What a fence has been, the latest first, and from when until when each version holds. */
@customElement("fence-versions")
export class FenceVersions extends LitElement {
  static override styles = [
    controls,
    css`
      ol {
        display: grid;
        gap: 12px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding-left: 12px;
        border-left: 2px solid var(--line-strong);
        font-size: var(--size-s);
        line-height: 18px;
      }
      li.current {
        border-left-color: var(--accent);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        color: var(--text);
        font-weight: 600;
      }
      p {
        margin: 0;
        overflow-wrap: anywhere;
        color: var(--text-muted);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) fence: GeofenceVersion | undefined;
  @property() zone = hereZone();
  @state() private versions: readonly GeofenceVersion[] = [];
  @state() private hasFailed = false;
  /** The version that was asked for last. */
  #sought = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("fence")) void this.#load();
  }

  async #load(): Promise<void> {
    const { fence } = this;
    this.hasFailed = false;
    if (!fence) return;
    if (this.versions[0]?.id !== fence.id) this.versions = [fence];
    const sought = `${fence.id} ${fence.version} ${fence.validUntil}`;
    this.#sought = sought;
    const found = await loadFence(fence.id).catch(() => undefined);
    if (sought !== this.#sought) return;
    this.hasFailed = found === undefined;
    if (found) this.versions = found.versions;
  }

  #when({ validFrom, validUntil }: GeofenceVersion): string {
    const t = geofenceText();
    const moment = (iso: string): string => momentText(Date.parse(iso), serverNowMs(), this.zone);
    return validUntil === null
      ? t.from(moment(validFrom))
      : t.fromTo(moment(validFrom), moment(validUntil));
  }

  #version(version: GeofenceVersion) {
    const t = geofenceText();
    const holds = version.validUntil === null;
    return html`<li class=${holds ? "current" : ""}>
      <div class="head">
        ${t.version(version.version)}
        ${holds ? html`<tone-tag tone="good">${t.inForce}</tone-tag>` : nothing}
      </div>
      <p>${this.#when(version)}</p>
      <p><bdi>${version.name}</bdi> · ${fenceLine(version)}</p>
    </li>`;
  }

  protected override render() {
    return html`<ol>
        ${this.versions.map((version) => this.#version(version))}
      </ol>
      ${
        this.hasFailed
          ? html`<p role="status">
              ${geofenceText().versionsFailed}
              <button type="button" class="button quiet" @click=${() => this.#load()}>
                ${fleetText().tryAgain}
              </button>
            </p>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fence-versions": FenceVersions;
  }
}
