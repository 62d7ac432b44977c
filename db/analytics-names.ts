import type { AnalyticsSubject } from "../contracts/analytics.ts";
import type { AnalyticsChoice } from "./analytics-cars.ts";
import type { Queryable } from "./pool.ts";

/** Who or what figures are of. */
export type SubjectName = {
  readonly id: string;
  readonly name: string;
  readonly detail: string | null;
  readonly isActive: boolean;
};

const STATEMENTS: Readonly<Record<AnalyticsSubject, string>> = {
  vehicle: `select id, license_plate as name, model as detail, status = 'ACTIVE' as "isActive"
    from vehicles
    where ($1::uuid is null or branch_id = $1) and ($2::uuid is null or branch_id = $2)
      and ($3::text is null or vehicle_group = $3)`,
  // whoever drove the chosen cars, wherever they belong: figures decide who is among them
  driver: `select id, name, null as detail, status = 'ACTIVE' as "isActive"
    from drivers where $1::uuid is null or branch_id = $1`,
};

/** Names of the cars, or of every driver the viewer may know of. */
export const loadSubjectNames = async (
  db: Queryable,
  { scope, branchId, group }: AnalyticsChoice,
  by: AnalyticsSubject,
): Promise<SubjectName[]> => {
  const parameters = by === "vehicle" ? [scope, branchId, group] : [scope];
  const { rows } = await db.query<SubjectName>(STATEMENTS[by], parameters);
  return rows;
};

/** Whether the period has not ended yet by the clocks of every branch concerned. */
export const isOngoing = async (
  db: Queryable,
  { scope, branchId, to, now }: AnalyticsChoice,
): Promise<boolean> => {
  const { rows } = await db.query<{ ongoing: boolean }>(
    `select exists (
       select from branches where ($1::uuid is null or id = $1) and ($2::uuid is null or id = $2)
         and $3::date::timestamp at time zone time_zone > $4) as ongoing`,
    [scope, branchId, to, now],
  );
  return rows[0]?.ongoing ?? false;
};
