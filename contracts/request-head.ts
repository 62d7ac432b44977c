/** What a Node server knows of a request's head; names and values of its headers take turns. */
type ReceivedHead = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
};

/**
 * The head of a request as it came, for another server to read: without the header `left out`, and
 * with further lines behind the others. Its characters are bytes (latin1), as Node reads them.
 */
export const requestHead = (
  { method, url, httpVersion, rawHeaders }: ReceivedHead,
  { leftOut, added = [] }: { readonly leftOut?: string; readonly added?: readonly string[] },
): string => {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.toLowerCase() !== leftOut) lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  return [...lines, ...added, "", ""].join("\r\n");
};

/** A Node server takes a connection in as an event. */
type Emits = { emit(event: string, ...args: unknown[]): boolean };
/** What of a socket takes bytes back that have been read from it. */
type TakesBack<Bytes> = {
  unshift(chunk: Bytes): void;
  unshift(chunk: string, encoding: "latin1"): void;
};

/**
 * Gives a request back to the server as one that offers no upgrade: what a server does with an offer
 * that it does not know (RFC 9110, 7.8), but Node only while nobody listens for upgrades at all.
 * `head` is what has been read behind the request.
 */
export const ignoreUpgradeOffer = <Bytes>(
  server: Emits,
  request: ReceivedHead,
  connection: TakesBack<Bytes>,
  head: Bytes,
): void => {
  connection.unshift(head);
  connection.unshift(requestHead(request, { leftOut: "upgrade" }), "latin1");
  server.emit("connection", connection);
};
