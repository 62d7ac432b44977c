import { html, nothing } from "lit";
import type { ApiToken, ApiTokenState } from "../../../contracts/api-token.ts";
import { fullDayText, hereZone } from "../i18n/dates.ts";
import { isolatedIfTurning } from "../i18n/isolated.ts";
import type { TableColumn } from "../kit/data-table.ts";
import type { Tone } from "../kit/tone-tag.ts";
import "../kit/tone-tag.ts";
import { icon } from "../page/icons.ts";
import { shellText } from "../shell/text.ts";
import { settingsText } from "./text.ts";
import { belowName, timeOr } from "./user-words.ts";

const TONES: Readonly<Record<ApiTokenState, Tone>> = {
  active: "good",
  expired: "neutral",
  suspended: "warn",
};

const expiryText = ({ expiresAt }: ApiToken): string =>
  expiresAt === null
    ? settingsText().tokens.expiries.never
    : fullDayText(Date.parse(expiresAt), hereZone());

const stateCell = ({ state }: ApiToken) => {
  const t = settingsText().tokens;
  const hint = state === "suspended" ? t.suspendedHint : nothing;
  return html`<tone-tag tone=${TONES[state]} title=${hint}>${t.states[state]}</tone-tag>`;
};

/** The columns of the table of tokens; `onRevoke` is called by the button at the end of a row. */
export const tokenColumns = (onRevoke: (token: ApiToken) => void): TableColumn<ApiToken>[] => {
  const t = settingsText().tokens;
  return [
    {
      ...{ id: "name", label: t.name },
      cell: ({ name, userName }) =>
        html`<b>${name}</b>${belowName(`${t.owner}: ${isolatedIfTurning(userName)}`)}`,
    },
    {
      ...{ id: "may", label: t.may },
      cell: ({ role, isReadOnly }) =>
        isReadOnly ? `${shellText().roles[role]}, ${t.readOnly}` : shellText().roles[role],
    },
    { id: "state", label: t.state, cell: stateCell },
    {
      ...{ id: "lastUsed", label: t.lastUsed, align: "end" },
      cell: ({ lastUsedAt }) => timeOr(settingsText().never, lastUsedAt),
    },
    { id: "expires", label: t.expires, align: "end", cell: expiryText },
    {
      ...{ id: "revoke", label: t.revokeAction, align: "end" },
      cell: (token) => revokeButton(token, onRevoke),
    },
  ];
};

// in the table's own shadow tree, whose styles have icon buttons
const revokeButton = (token: ApiToken, onRevoke: (token: ApiToken) => void) => {
  const label = settingsText().tokens.revoke(token.name);
  return html`<button
    class="icon-button"
    aria-label=${label}
    title=${label}
    @click=${() => onRevoke(token)}
  >
    ${icon("trash")}
  </button>`;
};
