import { html } from "lit";
import type { FuelProposal } from "../../../../contracts/fuel-record.ts";
import type { TableColumn } from "../../kit/data-table.ts";
import { refuelAmount, refuelPlace, whenText } from "./fuel-words.ts";
import { fuelText } from "./text.ts";

type Options = {
  readonly zoneOf: (vehicleId: string) => string;
  /** Whether who looks may confirm. */
  readonly mayEnter: boolean;
  readonly onOpen: (id: string) => void;
};

// in the table's own shadow tree, whose styles have buttons
const openButton = ({ id, licensePlate }: FuelProposal, { mayEnter, onOpen }: Options) => {
  const t = fuelText().waiting;
  const label = mayEnter ? t.actionOf(licensePlate) : t.lookAt(licensePlate);
  return html`<button class="button" aria-label=${label} @click=${() => onOpen(id)}>
    ${mayEnter ? t.action : t.look}
  </button>`;
};

/** The columns of the table of refuels that wait for a receipt. */
export const refuelColumns = (options: Options): TableColumn<FuelProposal>[] => {
  const t = fuelText();
  return [
    { id: "car", label: t.car, cell: ({ licensePlate }) => html`<b>${licensePlate}</b>` },
    {
      ...{ id: "when", label: t.when },
      cell: ({ at, vehicleId }) => whenText(at, options.zoneOf(vehicleId)),
    },
    { id: "litres", label: t.litres, align: "end", cell: refuelAmount },
    { id: "place", label: t.place, cell: refuelPlace },
    {
      ...{ id: "open", label: "", align: "end" },
      cell: (proposal) => openButton(proposal, options),
    },
  ];
};
