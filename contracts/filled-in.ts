import type { FaultParams } from "./problem.ts";

/** Words with every `{name}` replaced by what `said` makes of its parameter. */
export const filledIn = (
  words: string,
  params: FaultParams,
  said: (param: string | number) => string = String,
): string =>
  words.replaceAll(/\{(\w+)\}/g, (braced, name: string) => {
    const param = params[name];
    return param === undefined ? braced : said(param);
  });
