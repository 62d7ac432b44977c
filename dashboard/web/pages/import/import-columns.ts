import type { ImportFault } from "../../../../contracts/fleet-import.ts";
import { faultWords } from "../../faults/fault-words.ts";
import { typeText } from "../../fleet/type-text.ts";
import { tenthsText, wholeText } from "../../i18n/figures.ts";
import type { TableColumn } from "../../kit/data-table.ts";
import type { Branches } from "../../session/branches.ts";
import type { ImportAnswer } from "./import-api.ts";
import { importText } from "./text.ts";
import type { ImportText } from "./text/en.ts";
import type { Things } from "./things.ts";

type FieldName = keyof ImportText["fields"];

const FIELDS: Readonly<Record<Things, readonly FieldName[]>> = {
  vehicles: [
    ...(["licensePlate", "model", "vehicleType", "tankLitres"] as const),
    ...(["fuelType", "group", "status", "branchId"] as const),
  ],
  drivers: ["name", "licenseNumber", "phone", "email", "status", "branchId"],
};

/** A row of the file as it would be stored. */
export type PreviewRow = {
  readonly id: string;
  readonly row: number;
  readonly values: Readonly<Partial<Record<string, string | number | null>>>;
};

/** A cell of the file that is wrong. */
export type FaultRow = ImportFault & { readonly id: string };

export const previewRows = ({ preview }: ImportAnswer): readonly PreviewRow[] =>
  preview.map(({ row, values }) => ({ id: String(row), row, values }));

/** The first so many faults. */
export const faultRows = ({ errors }: ImportAnswer, most: number): readonly FaultRow[] =>
  errors.slice(0, most).map((fault, index) => ({ id: String(index), ...fault }));

const valueText = (field: FieldName, { values }: PreviewRow, branches: Branches): string => {
  const value = values[field] ?? null;
  if (value === null) return "–";
  if (typeof value === "number") return tenthsText(value);
  if (field === "branchId") return branches.all.find(({ id }) => id === value)?.name ?? value;
  if (field === "vehicleType") return typeText(value);
  const { statuses } = importText();
  if (field === "status") return value === "ACTIVE" ? statuses.ACTIVE : statuses.INACTIVE;
  return value;
};

/** The columns of what would be stored. */
export const previewColumns = (things: Things, branches: Branches): TableColumn<PreviewRow>[] => {
  const t = importText();
  return [
    { id: "row", label: t.row, align: "end", cell: ({ row }) => wholeText(row) },
    ...FIELDS[things].map((field): TableColumn<PreviewRow> => ({
      id: field,
      label: t.fields[field],
      cell: (row) => valueText(field, row, branches),
      ...(field === "tankLitres" && { align: "end" }),
    })),
  ];
};

/** A heading as the file has it; where it has none, what the field is called. */
const headingText = ({ column, field }: FaultRow): string => {
  const names: Readonly<Partial<Record<string, string>>> = importText().fields;
  return column === field ? (names[field] ?? column) : column;
};

/** The columns of what is wrong. */
export const faultColumns = (): TableColumn<FaultRow>[] => {
  const t = importText();
  return [
    { id: "row", label: t.row, align: "end", cell: ({ row }) => wholeText(row) },
    { id: "column", label: t.column, cell: headingText },
    { id: "fault", label: t.fault, cell: faultWords },
  ];
};
