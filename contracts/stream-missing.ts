/** Whether a call of JetStream failed because there is no such stream (yet). */
export const isStreamMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === "StreamNotFoundError";
