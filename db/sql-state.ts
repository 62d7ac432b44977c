/** SQLSTATE of a row whose key is stored already. */
export const UNIQUE_VIOLATION = "23505";

/** The SQLSTATE of an error from the database; undefined when it comes from elsewhere. */
export const sqlStateOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
