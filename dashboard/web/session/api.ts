import type { z } from "zod";
import { Problem } from "../../../contracts/problem.ts";

/** Thrown when the server answers with an error, or not at all (`status` 0). */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

const problemText = async (response: Response): Promise<string> => {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = Problem.safeParse(body);
  return problem.success ? problem.data.detail : `The server answered ${response.status}.`;
};

const request = async (path: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(path, { ...init, credentials: "same-origin" }).catch(
    (cause: unknown) => {
      if (init.signal?.aborted) throw cause;
      throw new ApiError("The server cannot be reached.", 0, { cause });
    },
  );
  if (!response.ok) throw new ApiError(await problemText(response), response.status);
  return response;
};

/** Asks the API and checks the answer against its schema. Throws `ApiError`. */
export const getJson = async <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.output<Schema>> => {
  const response = await request(path, signal ? { signal } : {});
  return schema.parse(await response.json());
};

/** Sends a body and checks the answer against its schema. Throws `ApiError`. */
export const postJson = async <Schema extends z.ZodType>(
  path: string,
  body: unknown,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const response = await request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return schema.parse(await response.json());
};

/** Removes what the path names. Throws `ApiError`. */
export const deleteAt = async (path: string): Promise<void> => {
  await request(path, { method: "DELETE" });
};
