import { z } from "zod";
import type { FuelRecordDetail } from "../../../contracts/fuel-record.ts";

/** What a version says, by its columns. */
const Columns = z.object({
  refuel_date: z.string(),
  fuel_amount_liters: z.number(),
  fuel_cost_minor: z.number(),
  fuel_station: z.string().nullable(),
  receipt: z.string().nullable(),
  odometer_reading: z.number().nullable(),
  full_tank: z.boolean(),
  fuel_type: z.string().nullable(),
  notes: z.string().nullable(),
  driver_id: z.string().nullable(),
});

/** What a record or one of its versions says that somebody may correct. */
export type RecordContent = {
  readonly atMs: number;
  readonly litres: number;
  readonly costMinor: number;
  readonly station: string | null;
  readonly receipt: string | null;
  readonly odometerKm: number | null;
  readonly isFull: boolean;
  readonly fuelType: string | null;
  readonly notes: string | null;
  readonly driverId: string | null;
};
export type ContentField = keyof RecordContent;

/** A field with what it said before and after. */
export type RecordChange = {
  readonly field: ContentField;
  readonly before: RecordContent;
  readonly after: RecordContent;
};

/** A step in the life of a record: who replaced a version by what, and why. */
export type RecordStep = {
  readonly kind: "corrected" | "void";
  /** The version that it led to. */
  readonly revision: number;
  readonly at: string;
  readonly by: string | null;
  readonly reason: string;
  readonly changes: readonly RecordChange[];
};

const FIELDS: readonly ContentField[] = [
  ...(["atMs", "litres", "costMinor", "station", "receipt"] as const),
  ...(["odometerKm", "isFull", "fuelType", "driverId", "notes"] as const),
];

const contentOfVersion = (content: unknown): RecordContent | undefined => {
  const { data } = Columns.safeParse(content);
  if (!data) return undefined;
  return {
    ...{ atMs: Date.parse(data.refuel_date), litres: data.fuel_amount_liters },
    ...{ costMinor: data.fuel_cost_minor, station: data.fuel_station, receipt: data.receipt },
    ...{ odometerKm: data.odometer_reading, isFull: data.full_tank, fuelType: data.fuel_type },
    ...{ notes: data.notes, driverId: data.driver_id },
  };
};

const contentOf = (record: FuelRecordDetail): RecordContent => ({
  ...{ atMs: Date.parse(record.refuelDate), litres: record.fuelAmountLiters },
  ...{ costMinor: record.fuelCostMinor, station: record.fuelStation, receipt: record.receipt },
  ...{ odometerKm: record.odometerReading, isFull: record.fullTank, fuelType: record.fuelType },
  ...{ notes: record.notes, driverId: record.driverId },
});

const changesBetween = (
  before: RecordContent | undefined,
  after: RecordContent | undefined,
): RecordChange[] => {
  if (!before || !after) return [];
  return FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    ...{ field, before, after },
  }));
};

/** How a record came to say what it says, the latest step first. */
export const recordSteps = (record: FuelRecordDetail): RecordStep[] => {
  const { versions, status } = record;
  const contents = [...versions.map(({ content }) => contentOfVersion(content)), contentOf(record)];
  return versions
    .map(({ revision, replacedAt, replacedBy, reason }, index): RecordStep => {
      const isLast = index === versions.length - 1;
      return {
        ...{ revision: revision + 1, at: replacedAt, by: replacedBy, reason },
        kind: isLast && status === "VOID" ? "void" : "corrected",
        changes: changesBetween(contents[index], contents[index + 1]),
      };
    })
    .toReversed();
};
