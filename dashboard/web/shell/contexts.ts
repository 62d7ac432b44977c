import { createContext } from "@lit/context";
import type { User } from "../../../contracts/user.ts";
import type { AlertInbox } from "../alerts/alert-inbox.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import type { Branches } from "../session/branches.ts";
import type { TodayBoard } from "../today/today-board.ts";
import type { NavigationBadges } from "./navigation-badges.ts";

/** Who is signed in. A page asks for it with `@consume({ context: userContext })`. */
export const userContext = createContext<User>(Symbol("user"));

/** The live feed and the fleet; one for all pages. */
export const liveContext = createContext<LiveConnection>(Symbol("live"));

/** The branches with their time zones and currencies; none are known until they have been loaded. */
export const branchesContext = createContext<Branches>(Symbol("branches"));

/** The IANA zone of the clocks that times below are told by: of the branch of the car they are about. */
export const zoneContext = createContext<string>(Symbol("zone"));

/** Counts that the navigation shows beside a page's name. */
export const badgesContext = createContext<NavigationBadges>(Symbol("badges"));

/** The alert inbox; empty for who may not see alerts. */
export const alertsContext = createContext<AlertInbox>(Symbol("alerts"));

/** The day at a glance and what happened; empty for who may not see it. */
export const todayContext = createContext<TodayBoard>(Symbol("today"));
