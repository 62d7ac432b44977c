import { html, nothing } from "lit";
import type { VehicleSummary } from "../../../../contracts/live-protocol.ts";
import type { StoryEntry } from "../../day/day-story.ts";
import type { DayView } from "../../day/day-view.ts";
import "../../elements/bottom-sheet.ts";
import "../../elements/first-car-hint.ts";
import "../../elements/fleet-browser.ts";
import type { Browse, FleetViewController } from "../../fleet/fleet-view-controller.ts";
import { fleetText } from "../../fleet/text.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import type { SheetStop } from "../../page/sheet-stops.ts";
import type { LiveAddressController } from "./live-address-controller.ts";
import type { LiveChoice } from "./live-choice.ts";
import { liveText } from "./text.ts";

/** What the cards over the live map are drawn from. */
export type LiveShown = {
  readonly live: LiveConnection;
  readonly view: FleetViewController;
  readonly address: LiveAddressController;
  readonly choice: LiveChoice;
  readonly day: DayView;
  /** The chosen car. */
  readonly vehicle: VehicleSummary | undefined;
  /** IANA name, of the clocks of its branch. */
  readonly zone: string;
  readonly isPhone: boolean;
  readonly onBrowse: (browse: Browse) => void;
  readonly onRowsSeen: (ids: readonly string[]) => void;
  readonly onRetryDay: () => void;
};

/** What is not seen at once comes behind the list, which people wait for; what fails is fetched when needed. */
export const fetchPanel = (): void =>
  void Promise.all([
    import("../../elements/vehicle-panel.ts"),
    import("../../elements/stack-popover.ts"),
    import("../../elements/layers-menu.ts"),
  ]).catch(() => undefined);

const browserPart = ({ live, view, address, choice, ...shown }: LiveShown) => {
  const { ids, counts } = view.view;
  const known = live.fleet.isKnown();
  const hold = (held: boolean) => () => (view.held = held);
  return html`<fleet-browser
    .browse=${view.browse}
    .fleet=${live.fleet}
    .ids=${ids}
    .counts=${known ? counts : undefined}
    .total=${known ? live.fleet.vehicles.size : undefined}
    .selectedId=${address.vehicleId}
    .hoveredId=${choice.open.hoveredId}
    @rows-seen=${({ detail }: CustomEvent<readonly string[]>) => shown.onRowsSeen(detail)}
    @browse=${({ detail }: CustomEvent<Browse>) => shown.onBrowse(detail)}
    @vehicle-hover=${({ detail: hoveredId }: CustomEvent<string | undefined>) =>
      choice.show({ hoveredId })}
    @vehicle-pick=${({ detail }: CustomEvent<string>) => choice.choose(detail, true)}
    @pointerenter=${hold(true)}
    @pointerleave=${hold(false)}
    @focusin=${hold(true)}
    @focusout=${hold(false)}
    >${shown.isPhone ? html`<first-car-hint slot="empty"></first-car-hint>` : nothing}</fleet-browser
  >`;
};

const panelPart = (
  vehicle: VehicleSummary,
  { address, choice, day, zone, onRetryDay }: LiveShown,
) =>
  html`<vehicle-panel
    .vehicle=${vehicle}
    .day=${day.state}
    .following=${choice.open.following}
    .zone=${zone}
    .shownPart=${address.part}
    .pickedId=${day.picked?.id}
    .highlightedId=${day.hoveredRouteId}
    @close=${() => address.choose(undefined)}
    @follow=${() => choice.toggleFollow()}
    @part-change=${({ detail }: CustomEvent<string>) => address.choosePart(detail)}
    @retry-day=${onRetryDay}
    @route-hover=${({ detail }: CustomEvent<string | undefined>) => (day.hoveredRouteId = detail)}
    @entry-pick=${({ detail }: CustomEvent<StoryEntry>) => choice.pickEntry(detail)}
  ></vehicle-panel>`;

/** Cards beside the map, or on a phone one sheet that holds the list or the panel. */
export const floatingParts = (shown: LiveShown) => {
  const { vehicle, choice } = shown;
  if (shown.isPhone) {
    return html`<bottom-sheet
      stop=${choice.open.sheet}
      @stop-change=${({ detail: sheet }: CustomEvent<SheetStop>) => choice.show({ sheet })}
      >${vehicle ? panelPart(vehicle, shown) : browserPart(shown)}</bottom-sheet
    >`;
  }
  return html`<aside class="card browser" aria-label=${fleetText().vehicles}>
      ${browserPart(shown)}
    </aside>
    ${
      vehicle
        ? html`<aside class="card panel" aria-label=${liveText().vehicle(vehicle.licensePlate)}>
            ${panelPart(vehicle, shown)}
          </aside>`
        : nothing
    }`;
};

/** The cars on one spot, of which one is chosen. */
export const stackPart = ({ live, choice }: LiveShown) => {
  const { stack } = choice.open;
  if (!stack) return nothing;
  return html`<stack-popover
    .vehicles=${stack.ids.flatMap((id) => live.fleet.vehicles.get(id) ?? [])}
    .x=${stack.x}
    .y=${stack.y}
    @vehicle-pick=${({ detail }: CustomEvent<string>) => choice.choose(detail, false)}
    @close=${() => choice.show({ stack: undefined })}
  ></stack-popover>`;
};

/** What a fleet without cars is shown over the map; on a phone the sheet says it. */
export const emptyHint = ({ live, isPhone }: LiveShown) =>
  live.fleet.isKnown() && live.fleet.vehicles.size === 0 && !isPhone
    ? html`<first-car-hint class="empty"></first-car-hint>`
    : nothing;
