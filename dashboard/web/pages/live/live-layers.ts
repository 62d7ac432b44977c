import type { FeatureCollection } from "geojson";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { isAllowed, type Role } from "../../../../contracts/permissions.ts";
import { alertFeatures, placeOfAlert } from "../../alerts/alert-features.ts";
import type { AlertInbox } from "../../alerts/alert-inbox.ts";
import { createOpenAlerts, type OpenAlerts } from "../../alerts/open-alerts.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { keepLayers, type MapLayer, nameLayers, readLayers } from "../../map/layer-choice.ts";
import type { MapLayers } from "../../map/map-layers.ts";
import { EMPTY_OVERLAY, type Overlay } from "../../map/track-overlay.ts";
import type { Branches } from "../../session/branches.ts";

const NONE: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Layers that somebody of a role can have nothing on. */
export const withoutLayers = (role: Role): ReadonlySet<MapLayer> => {
  const needs = [
    ["stops", "tracks:view"],
    ["trails", "tracks:view"],
    ["alerts", "alerts:view"],
    ["zones", "geofences:view"],
    ["depots", "geofences:view"],
  ] as const;
  return new Set(needs.flatMap(([layer, need]) => (isAllowed(role, need) ? [] : [layer])));
};

type Parts = {
  readonly userId: () => string;
  readonly inbox: () => AlertInbox;
  readonly fleet: () => Fleet;
  readonly branches: () => Branches;
};

type Fences = { readonly all: readonly GeofenceVersion[] } & Pick<
  typeof import("./live-fences.ts"),
  "shownFences"
>;

/** Which layers the live map shows, and what is on them. */
export class LiveLayers implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: Parts;
  readonly #open = createOpenAlerts();
  #chosen: ReadonlySet<MapLayer> = new Set();
  #fences: Fences | undefined;
  #hasFailed = false;
  #isLoading = false;
  /** What was made last, and of what. */
  #madeOf: readonly unknown[] = [];
  #made: MapLayers = { fences: { areas: NONE, names: NONE }, alerts: NONE, hasLabels: false };
  #overlayOf: readonly unknown[] = [];
  #overlay = EMPTY_OVERLAY;
  #release: () => void = () => {};

  constructor(host: ReactiveControllerHost, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    this.#release = this.#parts.inbox().subscribe(() => this.#host.requestUpdate());
    addEventListener("popstate", this.#read);
    this.#read();
    nameLayers(this.#chosen);
  }

  hostDisconnected(): void {
    this.#release();
    removeEventListener("popstate", this.#read);
  }

  get chosen(): ReadonlySet<MapLayer> {
    return this.#chosen;
  }

  /** Fences that are wanted could not be fetched. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Cars with an open alert. */
  get alertingIds(): ReadonlySet<string> {
    return this.#alerts.vehicleIds;
  }

  get #alerts(): OpenAlerts {
    return this.#open(this.#parts.inbox().alerts);
  }

  choose(layers: ReadonlySet<MapLayer>): void {
    keepLayers(this.#parts.userId(), layers);
    this.#use(layers);
  }

  /** What is on the layers; the same as before as long as nothing changes. */
  get shown(): MapLayers {
    const { alerts } = this.#alerts;
    const madeOf = [this.#chosen, this.#fences, alerts, this.#parts.branches()];
    if (madeOf.every((part, at) => part === this.#madeOf[at])) return this.#made;
    const [chosen, fences] = this.#madeOf;
    const isOther = chosen !== madeOf[0] || fences !== madeOf[1] || this.#madeOf[3] !== madeOf[3];
    this.#madeOf = madeOf;
    this.#made = {
      fences: isOther ? this.#shownFences() : this.#made.fences,
      alerts: this.#chosen.has("alerts") ? this.#alertMarks() : NONE,
      hasLabels: this.#chosen.has("labels"),
    };
    return this.#made;
  }

  /** The chosen car's day, without what is not wanted of it. */
  of(overlay: Overlay): Overlay {
    const overlayOf = [overlay, this.#chosen];
    if (overlayOf.every((part, at) => part === this.#overlayOf[at])) return this.#overlay;
    this.#overlayOf = overlayOf;
    this.#overlay = {
      ...overlay,
      lines: this.#chosen.has("trails") ? overlay.lines : EMPTY_OVERLAY.lines,
      stops: this.#chosen.has("stops") ? overlay.stops : EMPTY_OVERLAY.stops,
    };
    return this.#overlay;
  }

  #shownFences(): MapLayers["fences"] {
    const { all } = this.#parts.branches();
    return (
      this.#fences?.shownFences(this.#fences.all, all, this.#chosen) ?? { areas: NONE, names: NONE }
    );
  }

  #alertMarks(): FeatureCollection {
    const { vehicles } = this.#parts.fleet();
    return alertFeatures(this.#alerts.alerts, (alert) => placeOfAlert(alert, vehicles), undefined);
  }

  readonly #read = (): void => this.#use(readLayers(this.#parts.userId()));

  #use(layers: ReadonlySet<MapLayer>): void {
    this.#chosen = layers;
    if (layers.has("zones") || layers.has("depots")) void this.#fetchFences();
    this.#host.requestUpdate();
  }

  /** Fences change rarely: they are fetched when a layer of them is switched on. */
  async #fetchFences(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const { loadFences, shownFences } = await import("./live-fences.ts");
      this.#fences = { all: await loadFences(), shownFences };
      this.#hasFailed = false;
    } catch {
      this.#hasFailed = true;
    }
    this.#isLoading = false;
    this.#host.requestUpdate();
  }
}
