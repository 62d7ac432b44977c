import { html, type TemplateResult } from "lit";
import type { Account } from "../../../contracts/account.ts";
import { momentText, hereZone } from "../i18n/dates.ts";
import type { Tone } from "../kit/tone-tag.ts";
import { serverNowMs } from "../page/clock.ts";
import type { SettingsText } from "./text/en.ts";

/** How it stands with somebody's account. */
export type AccountState = keyof SettingsText["users"]["states"];

/** Inactive comes before everything else; who has no password is invited as long as a link holds. */
export const accountState = ({
  status,
  hasPassword,
  invitedUntil,
}: Pick<Account, "status" | "hasPassword" | "invitedUntil">): AccountState => {
  if (status === "INACTIVE") return "inactive";
  if (hasPassword) return "active";
  return invitedUntil === null ? "lapsed" : "invited";
};

/** Tones in which states are told. */
export const STATE_TONES: Readonly<Record<AccountState, Tone>> = {
  active: "good",
  invited: "accent",
  lapsed: "warn",
  inactive: "neutral",
};

/** A time of the API by this person's clocks; `never` where there is none. */
export const timeOr = (never: string, at: string | null): string =>
  at === null ? never : momentText(Date.parse(at), serverNowMs(), hereZone());

/** What stands below the name in a table's first column, however loud that column is. */
export const belowName = (text: string): TemplateResult =>
  html`<br /><span style="color:var(--text-muted);font-size:var(--size-s);font-weight:450"
      >${text}</span
    >`;
