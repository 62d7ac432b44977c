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
  const reasonOf = (field: string): string =>
    field === "branchId" && "fault" in branchElse ? branchElse.fault : "is required";
  const needed = schema.safeParse({ branchId }).error?.issues ?? [];
  return needed
    .flatMap((issue) => toFieldErrors(issue, "row"))
    .filter(({ field }) => !columnOf.has(field))
    .map(({ field }) => ({
      row: 1,
      column: field,
      field,
      message: `${reasonOf(field)}, and no heading names it`,
    }));
};
