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
