import { filledIn } from "../../../contracts/filled-in.ts";
import type { FaultParams } from "../../../contracts/problem.ts";
import { tenthsText, wholeText } from "../i18n/figures.ts";
import { isolated } from "../i18n/isolated.ts";
import { faultText } from "./text.ts";

/** A fault as the server tells it: by its code, and in English. */
type ToldFault = {
  readonly message: string;
  readonly code?: string | undefined;
  readonly params?: FaultParams | undefined;
};

const paramText = (param: string | number): string => {
  if (typeof param === "string") return isolated(param);
  return Number.isInteger(param) ? wholeText(param) : tenthsText(param);
};

/**
 * A fault in the language in force; in the server's words where the code is newer than this page.
 * `faultText` has to be loaded.
 */
export const faultWords = ({ code, params = {}, message }: ToldFault): string => {
  const known: Readonly<Partial<Record<string, string>>> = faultText();
  const words = known[code ?? ""];
  return words === undefined ? message : filledIn(words, params, paramText);
};

/** The same for whoever can wait; in the server's words where ours cannot be fetched. */
export const loadFaultWords = async (): Promise<(told: ToldFault) => string> => {
  try {
    await faultText.load();
  } catch {
    return ({ message }) => message;
  }
  return faultWords;
};
