import { type ImportFault, MAX_PREVIEW_ROWS } from "../../contracts/fleet-import.ts";
import { type BranchScope, loadBranchNames } from "../../db/branches.ts";
import { type Database, inTransaction, type Queryable } from "../../db/pool.ts";
import { chooseBranch } from "../branch-choice.ts";
import { isRefusal } from "../refusal.ts";
import { readBranch } from "./branch-cells.ts";
import type { CellReading } from "./cell-values.ts";
import { matchHeadings } from "./headings.ts";
import { missingColumns } from "./missing-columns.ts";
import { type KeyedRow, keyFaults } from "./repeated-keys.ts";
import { headingOf, readRows, type RowReading, type RowRules } from "./rows.ts";
import type { Sheet } from "./sheet.ts";

/** What can be imported, and how it is stored. */
export type Importable<Values> = Pick<RowRules<Values>, "columns" | "schema"> & {
  /** The field that tells one from another, in a file and in the database. */
  readonly keyField: string;
  readonly loadTaken: (db: Queryable, keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Stores them all and answers their ids in the same order. */
  readonly insert: (db: Queryable, values: readonly Values[]) => Promise<string[]>;
};

export type ImportRequest = {
  readonly scope: BranchScope;
  readonly sheet: Sheet;
  readonly dryRun: boolean;
};

/** What an import did, or what keeps it from doing anything. */
export type ImportOutcome<Values> = {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly preview: SoundRow<Values>[];
  readonly errors: ImportFault[];
  readonly ignoredColumns: string[];
  readonly imported: number;
  readonly ids: string[];
};

type SoundRow<Values> = { readonly row: number; readonly values: Values };

/** Where a row that names no branch goes: as a single new thing that names none would. */
const branchElse = async (db: Queryable, scope: BranchScope): Promise<CellReading> => {
  const branch = await chooseBranch(db, scope, undefined);
  if (!isRefusal(branch)) return { value: branch };
  const { message, code, params } = branch;
  return { fault: { message, code, params } };
};

const rulesOf = async <Values>(
  db: Queryable,
  { columns, schema }: Importable<Values>,
  scope: BranchScope,
): Promise<RowRules<Values>> => ({
  columns,
  schema,
  readBranch: readBranch(await loadBranchNames(db), scope),
  branchElse: await branchElse(db, scope),
});

/** The rows whose key could be read; what else is wrong with them is no matter here. */
const keyedRows = <Values>(
  keyField: string,
  readings: readonly RowReading<Values>[],
): readonly KeyedRow[] =>
  readings.flatMap(({ row, given, faults }) => {
    const key = given[keyField];
    const isSound = typeof key === "string" && !faults.some(({ field }) => field === keyField);
    return isSound ? [{ row, key }] : [];
  });

/** Holds the rows against each other and against what is stored. */
const withKeyFaults = async <Values>(
  db: Queryable,
  { keyField, loadTaken }: Importable<Values>,
  readings: readonly RowReading<Values>[],
  column: string,
): Promise<readonly RowReading<Values>[]> => {
  const keyed = keyedRows(keyField, readings);
  const keys = keyed.map(({ key }) => key);
  const repeated = keyFaults(keyed, await loadTaken(db, keys));
  return readings.map((reading) => {
    const why = repeated.get(reading.row);
    if (why === undefined) return reading;
    const fault = { row: reading.row, column, field: keyField, ...why };
    return { ...reading, values: undefined, faults: [fault, ...reading.faults] };
  });
};

type Checked<Values> = {
  readonly sound: readonly SoundRow<Values>[];
  readonly errors: ImportFault[];
  readonly ignoredColumns: string[];
};

const check = async <Values>(
  db: Queryable,
  importable: Importable<Values>,
  { scope, sheet }: ImportRequest,
): Promise<Checked<Values>> => {
  const rules = await rulesOf(db, importable, scope);
  const match = matchHeadings(sheet, rules.columns);
  const ignoredColumns = [...match.ignored];
  const headingFaults = [...match.faults, ...missingColumns(rules, match)];
  // Without its headings no row can be judged: it would be at fault for the same once more.
  if (headingFaults.length > 0) return { sound: [], errors: headingFaults, ignoredColumns };
  const column = headingOf(sheet, match, importable.keyField);
  const readings = await withKeyFaults(db, importable, readRows(rules, sheet, match), column);
  return {
    sound: readings.flatMap(({ row, values }) => (values === undefined ? [] : [{ row, values }])),
    errors: readings.flatMap(({ faults }) => faults),
    ignoredColumns,
  };
};

/** Checks the sheet, and stores its rows unless one is at fault or nothing is to be stored. */
const run = async <Values>(
  db: Queryable,
  importable: Importable<Values>,
  request: ImportRequest,
): Promise<ImportOutcome<Values>> => {
  const { dryRun, sheet } = request;
  const { sound, errors, ignoredColumns } = await check(db, importable, request);
  const values = sound.map((row) => row.values);
  const ids = dryRun || errors.length > 0 ? [] : await importable.insert(db, values);
  return {
    dryRun,
    rows: sheet.rows.length,
    preview: sound.slice(0, MAX_PREVIEW_ROWS),
    errors,
    ignoredColumns,
    imported: ids.length,
    ids,
  };
};

/**
 * Stores every row of a sheet as something new, in one transaction, or nothing at all when a single
 * row is at fault. It only ever adds: what is stored already is a fault of its row, never changed.
 * Throws on the unique key when somebody else stores the same meanwhile. A dry run only reads.
 */
export const importSheet = <Values>(
  pool: Database,
  importable: Importable<Values>,
  request: ImportRequest,
): Promise<ImportOutcome<Values>> =>
  request.dryRun
    ? run(pool, importable, request)
    : inTransaction(pool, (client) => run(client, importable, request));
