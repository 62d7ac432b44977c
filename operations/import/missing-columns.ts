import { fault, type Fault } from "../../contracts/faults.ts";
import type { ImportFault } from "../../contracts/fleet-import.ts";
import { toFieldErrors } from "../../contracts/issue-wording.ts";
import type { HeadingMatch } from "./headings.ts";
import type { RowRules } from "./rows.ts";

/** The fields that every row needs and no column gives: told once, under the headings' row. */
export const missingColumns = <Values>(
  { schema, branchElse }: RowRules<Values>,
  { columnOf }: HeadingMatch,
): readonly ImportFault[] => {
  const branchId = "value" in branchElse ? branchElse.value : undefined;
  // Of the branch it is known why nothing else decides it.
  const reasonOf = (field: string): Fault => {
    if (field !== "branchId" || !("fault" in branchElse)) return fault("column_missing");
    const { message, ...why } = branchElse.fault;
    return { ...why, message: `${message}, and no heading names it` };
  };
  const needed = schema.safeParse({ branchId }).error?.issues ?? [];
  return needed
    .flatMap((issue) => toFieldErrors(issue, "row"))
    .filter(({ field }) => !columnOf.has(field))
    .map(({ field }) => ({
      row: 1,
      column: field,
      field,
      ...reasonOf(field),
    }));
};
