import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { Choice } from "../kit/select-field.ts";
import type { Fleet } from "./fleet.ts";

/** Cars found at most. */
const FOUND = 50;

const choiceOf = ({ vehicleId, licensePlate, model }: VehicleSummary): Choice => ({
  value: vehicleId,
  label: licensePlate,
  detail: model,
});

/** The cars, of those that may be chosen, whose plate, model or driver holds what is typed, by plate. */
export const carChoices = (
  fleet: Fleet,
  typed: string,
  mayBeChosen: (car: VehicleSummary) => boolean = () => true,
): readonly Choice[] => {
  const wanted = typed.trim().toLowerCase();
  return [...fleet.vehicles.values()]
    .filter(mayBeChosen)
    .filter(({ licensePlate, model, driverName, rental }) =>
      [licensePlate, model, driverName ?? "", rental?.customerName ?? ""].some((each) =>
        each.toLowerCase().includes(wanted),
      ),
    )
    .sort((a, b) => a.licensePlate.localeCompare(b.licensePlate))
    .slice(0, FOUND)
    .map(choiceOf);
};
