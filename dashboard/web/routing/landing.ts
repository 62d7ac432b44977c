import type { Role } from "../../../contracts/permissions.ts";

/** Where the installed app opens: the start page by an address that nobody is led to otherwise. */
const APP_SEARCH = "?app";

/** Who runs the business asks how the day stands before where each car is. */
const RUNS_THE_BUSINESS: ReadonlySet<Role> = new Set(["OWNER", "MANAGER"]);

/** How somebody comes to an address: signing in, or opening a page as who they are already. */
export type Arrival = {
  readonly role: Role;
  readonly isPhone: boolean;
  readonly hasSignedIn: boolean;
};

/**
 * The page that is shown to who arrives without having asked for one; undefined for who has, by a
 * link, a bookmark or a reload.
 */
export const landingFor = (
  { pathname, search }: Pick<Location, "pathname" | "search">,
  { role, isPhone, hasSignedIn }: Arrival,
): string | undefined => {
  const asksForNone = pathname === "/" && (search === APP_SEARCH || (hasSignedIn && search === ""));
  if (!asksForNone) return undefined;
  return isPhone && RUNS_THE_BUSINESS.has(role) ? "/today" : "/";
};
