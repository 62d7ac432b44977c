import { type Days, readDays } from "../kit/period-days.ts";

/** What the address of the fuel page says. */
export type FuelView = {
  /** The car whose records are shown; empty for every car. */
  readonly carId: string;
  /** First day and the day behind the last; undefined where the page may choose. */
  readonly days: Days | undefined;
  /** The record that is open; empty for none. */
  readonly recordId: string;
  /** The detected refuel that is open; empty for none. */
  readonly refuelId: string;
};

/** Reads the query of an address; what it does not say, or says wrong, is as usual. */
export const readFuelView = (query: string): FuelView => {
  const parameters = new URLSearchParams(query);
  const recordId = parameters.get("record") ?? "";
  return {
    carId: parameters.get("car") ?? "",
    days: readDays(parameters),
    recordId,
    // one thing is open at a time
    refuelId: recordId === "" ? (parameters.get("refuel") ?? "") : "",
  };
};

/** The address at which the page looks like that. */
export const fuelHref = ({ carId, days, recordId, refuelId }: FuelView): string => {
  const parameters = new URLSearchParams(days);
  if (carId !== "") parameters.set("car", carId);
  if (recordId !== "") parameters.set("record", recordId);
  else if (refuelId !== "") parameters.set("refuel", refuelId);
  const query = parameters.toString();
  return query === "" ? "/fuel" : `/fuel?${query}`;
};

/** Which records of a stretch of time the API is asked for. */
export const recordQuery = (
  { carId }: FuelView,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): URLSearchParams =>
  new URLSearchParams({
    ...{ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
    ...(carId !== "" && { vehicleId: carId }),
  });

/** Where a detected refuel is confirmed with its receipt. */
export const refuelHref = (refuelId: string): string =>
  fuelHref({ carId: "", days: undefined, recordId: "", refuelId });
