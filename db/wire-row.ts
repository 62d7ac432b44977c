import type { QueryResult, QueryResultRow } from "pg";

/** Why a statement failed, where that is a decision; see PostgreSQL appendix A. */
export const SQLSTATE = {
  foreignKeyViolation: "23503",
  uniqueViolation: "23505",
  checkViolation: "23514",
  exclusionViolation: "23P01",
} as const;

const wireValue = (value: unknown): unknown =>
  value instanceof Date ? value.toISOString() : value;

/**
 * Rows as contracts carry them: every time, which pg delivers as a `Date`, as ISO 8601 text. `Row`
 * is the contract's shape; the statement's aliases are its field names, and the response schemas
 * check that they agree.
 */
export const wireRows = <Row extends QueryResultRow>({ rows }: QueryResult<Row>): Row[] =>
  rows.map(
    (row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, wireValue(value)])) as Row,
  );

/** The only row of a statement that answers at most one. */
export const wireRow = <Row extends QueryResultRow>(result: QueryResult<Row>): Row | undefined =>
  wireRows(result)[0];

/** The row an `insert … returning` always answers. Throws when it did not: a bug in the statement. */
export const insertedRow = <Row extends QueryResultRow>(result: QueryResult<Row>): Row => {
  const row = wireRow(result);
  if (!row) throw new Error(`${result.command} returned no row`);
  return row;
};
