/** What a path's variable parts were, by name. */
export type PathParams = Readonly<Record<string, string>>;

const partsOf = (path: string): string[] => path.split("/").filter(Boolean);

/** A variable part as it was before it was written into the path; undefined if it cannot be read. */
const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};

/**
 * Holds a path against a pattern such as `/alerts/:id`, part by part; a slash at the end changes
 * nothing. Undefined when it does not match.
 */
export const matchPath = (pattern: string, path: string): PathParams | undefined => {
  const wanted = partsOf(pattern);
  const given = partsOf(path);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== value) return undefined;
      continue;
    }
    const text = decoded(value);
    if (text === undefined) return undefined;
    params[part.slice(1)] = text;
  }
  return params;
};
