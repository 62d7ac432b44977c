import { z } from "zod";

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

/** Name of a time zone whose clocks this machine knows, such as `Europe/Stockholm`. */
export const TimeZone = z.string().max(64).refine(isTimeZone, "must be an IANA time zone");
