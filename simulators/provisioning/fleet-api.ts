import { z } from "zod";

/** The parts of the HTTP API a simulator needs, with the rights of whoever signed in. */
export type FleetApi = {
  readonly list: <Item>(path: string, item: z.ZodType<Item>) => Promise<Item[]>;
  readonly create: <Item>(path: string, body: object, item: z.ZodType<Item>) => Promise<Item>;
  readonly put: <Item>(path: string, body: object, item: z.ZodType<Item>) => Promise<Item>;
};

/** The API answered with an error; the message holds its plain words. */
export class ApiRefused extends Error {
  readonly status: number;
  constructor(request: string, status: number, detail: string) {
    super(`${request}: ${detail}`);
    this.name = "ApiRefused";
    this.status = status;
  }
}

export type Account = {
  readonly apiUrl: string;
  readonly email: string;
  readonly password: string;
};

/** RFC 9457; only what a person reads. */
const Problem = z.object({ title: z.string().optional(), detail: z.string().optional() });
const pageOf = <Item>(item: z.ZodType<Item>) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

const REQUEST_TIMEOUT_MS = 30_000;
const PAGE_SIZE = 1_000;

type Call = { method: "GET" | "POST" | "PUT"; path: string; body?: object };

/** One request; resolves to the parsed JSON body or throws ApiRefused. */
const request = async (
  { apiUrl, token }: { apiUrl: string; token?: string },
  call: Call,
): Promise<unknown> => {
  const response = await fetch(new URL(call.path, apiUrl), {
    method: call.method,
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const problem = Problem.safeParse(answer).data;
  const words = problem?.detail ?? problem?.title ?? response.statusText;
  throw new ApiRefused(`${call.method} ${call.path}`, response.status, words);
};

const openSession = async ({ apiUrl, email, password }: Account): Promise<unknown> => {
  try {
    const body = { email, password };
    return await request({ apiUrl }, { method: "POST", path: "/api/session", body });
  } catch (cause) {
    // fetch throws a TypeError for whatever kept it from an answer
    if (!(cause instanceof TypeError)) throw cause;
    throw new Error(`API_URL (--api): nothing answers at ${apiUrl}`, { cause });
  }
};

/** Signs in. Throws ApiRefused on wrong credentials; names the setting when nothing answers there. */
export const signIn = async (account: Account): Promise<FleetApi> => {
  const { apiUrl } = account;
  const answer = await openSession(account);
  const { token } = z.object({ token: z.string() }).parse(answer);

  const list = async <Item>(path: string, item: z.ZodType<Item>): Promise<Item[]> => {
    const items: Item[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = `${path}${path.includes("?") ? "&" : "?"}limit=${PAGE_SIZE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const answer = pageOf(item).parse(
        await request({ apiUrl, token }, { method: "GET", path: page }),
      );
      items.push(...answer.items);
      cursor = answer.nextCursor;
    }
    return items;
  };
  const sendBy =
    (method: "POST" | "PUT") =>
    async <Item>(path: string, body: object, item: z.ZodType<Item>): Promise<Item> =>
      item.parse(await request({ apiUrl, token }, { method, path, body }));
  return { list, create: sendBy("POST"), put: sendBy("PUT") };
};
