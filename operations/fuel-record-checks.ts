import type { Vehicle } from "../contracts/vehicle.ts";
import type { FuelRecordContent, OdometersAround } from "../db/fuel-records.ts";
import { invalid, type Refusal } from "./refusal.ts";

/** How far ahead of this server's clock a time that has happened may lie, ms. */
const CLOCK_TOLERANCE_MS = 60_000;
/** A tank takes more than its nominal size, filler neck and vent included. */
const TANK_MARGIN = 1.15;
/** A tracker's odometer may differ from the one on the dashboard by this much, km and share. */
const ODOMETER_KM = 50;
const ODOMETER_SHARE = 0.02;
/** Two drivers, seven days, 80 km/h on average. */
const MOST_KM_A_WEEK = 13_000;
/** Pumps round the price and the litres they print; the cost is exact. */
const PRICE_SHARE = 0.01;

const litresFault = (
  { recordType, litres }: FuelRecordContent,
  { tankLitres }: Vehicle,
): Refusal | undefined => {
  if (recordType !== "REFUEL" || tankLitres === null) return undefined;
  return litres > TANK_MARGIN * tankLitres
    ? invalid("fuelAmountLiters", "more_than_tank", { litres: tankLitres })
    : undefined;
};

/** Cost, litres and a stated price must say the same. */
export const priceFault = (
  { cost, litres }: Pick<FuelRecordContent, "cost" | "litres">,
  statedPrice: number | undefined,
  smallestUnit: number,
): Refusal | undefined => {
  if (statedPrice === undefined) return undefined;
  const off = Math.abs(statedPrice * litres - cost);
  return off <= PRICE_SHARE * cost + smallestUnit
    ? undefined
    : invalid("costPerLiter", "price_differs", { product: (statedPrice * litres).toFixed(2) });
};

const odometerFault = (
  { odometerKm }: FuelRecordContent,
  { before, after }: OdometersAround,
): Refusal | undefined => {
  if (odometerKm === null) return undefined;
  const slack =
    ODOMETER_KM + ODOMETER_SHARE * Math.abs((after ?? odometerKm) - (before ?? odometerKm));
  if (before !== null && odometerKm < before - slack)
    return invalid("odometerReading", "odometer_below", { km: Math.round(before) });
  if (after !== null && odometerKm > after + slack)
    return invalid("odometerReading", "odometer_above", { km: Math.round(after) });
  // Nothing after it is known: within a week no car drives farther than this.
  if (after === null && before !== null && odometerKm > before + MOST_KM_A_WEEK)
    return invalid("odometerReading", "odometer_far_above", { km: Math.round(before) });
  return undefined;
};
/** Why a record cannot be as it says, by what else is known of the vehicle. */
export const recordFault = (
  content: FuelRecordContent,
  vehicle: Vehicle,
  odometers: OdometersAround,
  now: Date,
): Refusal | undefined => {
  if (content.refuelDate.getTime() > now.getTime() + CLOCK_TOLERANCE_MS)
    return invalid("refuelDate", "lies_in_future");
  return litresFault(content, vehicle) ?? odometerFault(content, odometers);
};
