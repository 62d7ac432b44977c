/** The HTTP API as a script uses it: bearer token, JSON in and out. */
export type Api = {
  readonly token: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
};

const call = async <T>(url: string, init: RequestInit): Promise<T> => {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method} ${url}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
};

/** Signs in and returns the API as that user. Rejects with the server's answer otherwise. */
export const signIn = async (
  httpUrl: string,
  credentials: { readonly email: string; readonly password: string },
): Promise<Api> => {
  const headers = { "content-type": "application/json" };
  const session = await call<{ token: string }>(`${httpUrl}/api/session`, {
    method: "POST",
    headers,
    body: JSON.stringify(credentials),
  });
  const authorization = `Bearer ${session.token}`;
  const send = <T>(method: string, path: string, body: unknown) =>
    call<T>(httpUrl + path, {
      method,
      headers: { ...headers, authorization },
      body: JSON.stringify(body),
    });
  return {
    token: session.token,
    get: (path) => call(httpUrl + path, { method: "GET", headers: { authorization } }),
    post: (path, body) => send("POST", path, body),
    patch: (path, body) => send("PATCH", path, body),
    put: (path, body) => send("PUT", path, body),
    delete: (path) => call(httpUrl + path, { method: "DELETE", headers: { authorization } }),
  };
};
