import type { z } from "zod";
import { type FieldError, Problem } from "../../../contracts/problem.ts";
import { loadFaultWords } from "../faults/fault-words.ts";
import { shellText } from "../shell/text.ts";
import type { ShellText } from "../shell/text/en.ts";

/**
 * Thrown when the server answers with an error, or not at all (`status` 0). The message and those of the
 * fields are in the language in force.
 */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  /** The fields at fault, where the server named any. */
  readonly fields: readonly FieldError[];

  constructor(
    message: string,
    status: number,
    { fields = [], ...options }: ErrorOptions & { readonly fields?: readonly FieldError[] } = {},
  ) {
    super(message, options);
    this.status = status;
    this.fields = fields;
  }
}

/** The words around every page: they came with the first of it, so that they are there without network. */
const loadedText = async (): Promise<ShellText> => {
  await shellText.load();
  return shellText();
};

const errorOf = async (response: Response): Promise<ApiError> => {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const problem = Problem.safeParse(body);
  if (!problem.success) return new ApiError(`${(await loadedText()).answered(status)}.`, status);
  const { detail, errors = [], code, params } = problem.data;
  const words = await loadFaultWords();
  const fields = errors.map((each) => ({ ...each, message: words(each) }));
  const said = new Set(fields.map(({ message }) => message));
  const isWhole = code !== undefined || fields.length === 0;
  const message = isWhole ? words({ message: detail, code, params }) : [...said].join(" ");
  return new ApiError(message, status, { fields });
};

const request = async (path: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(path, { ...init, credentials: "same-origin" }).catch(
    async (cause: unknown) => {
      if (init.signal?.aborted) throw cause;
      throw new ApiError(`${(await loadedText()).unreachable}.`, 0, { cause });
    },
  );
  if (!response.ok) throw await errorOf(response);
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

/** The same as whoever holds a token, instead of as who is signed in. Throws `ApiError`. */
export const getJsonBy = async <Schema extends z.ZodType>(
  token: string,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const response = await request(path, { headers: { authorization: `Bearer ${token}` } });
  return schema.parse(await response.json());
};

const send = (
  method: "POST" | "PATCH" | "PUT",
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Response> =>
  request(path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

const sendJson =
  (method: "POST" | "PATCH" | "PUT") =>
  async <Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<z.output<Schema>> =>
    schema.parse(await (await send(method, path, body, signal)).json());

/** Sends a body and checks the answer against its schema. Throws `ApiError`. */
export const postJson = sendJson("POST");

/** Sends a file as it is and checks the answer against its schema. Throws `ApiError`. */
export const postFile = async <Schema extends z.ZodType>(
  path: string,
  file: Blob,
  mediaType: string,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const headers = { "content-type": mediaType };
  const response = await request(path, { method: "POST", headers, body: file });
  return schema.parse(await response.json());
};

/** Sends what is to be changed and checks the answer against its schema. Throws `ApiError`. */
export const patchJson = sendJson("PATCH");

/** Sends what is to stand from now on and checks the answer against its schema. Throws `ApiError`. */
export const putJson = sendJson("PUT");

/** Sends what is to stand from now on, to which the server has nothing to say. Throws `ApiError`. */
export const putNothing = async (path: string, body: unknown): Promise<void> => {
  await send("PUT", path, body);
};

/** Removes what the path names. Throws `ApiError`. */
export const deleteAt = async (path: string): Promise<void> => {
  await request(path, { method: "DELETE" });
};
