import { html, nothing } from "lit";
import type { Account } from "../../../contracts/account.ts";
import type { TableColumn } from "../kit/data-table.ts";
import "../kit/tone-tag.ts";
import type { Branches } from "../session/branches.ts";
import { shellText } from "../shell/text.ts";
import { settingsText } from "./text.ts";
import { accountState, belowName, STATE_TONES, timeOr } from "./user-words.ts";

/** The columns of the table of users, as `ownId` sees it. */
export const userColumns = ({ all }: Branches, ownId: string): TableColumn<Account>[] => {
  const t = settingsText();
  const branchNames = new Map(all.map(({ id, name }) => [id, name]));
  return [
    {
      ...{ id: "name", label: t.users.name },
      cell: ({ id, name, email }) =>
        html`<b>${name}</b>${id === ownId ? html` (${t.users.you})` : nothing}${belowName(email)}`,
    },
    { id: "role", label: t.users.role, whole: true, cell: ({ role }) => shellText().roles[role] },
    {
      ...{ id: "branch", label: t.users.branch },
      cell: ({ branchId }) =>
        branchId === null ? t.users.everyBranch : (branchNames.get(branchId) ?? "–"),
    },
    {
      ...{ id: "state", label: t.users.state },
      cell: (account) => {
        const state = accountState(account);
        return html`<tone-tag tone=${STATE_TONES[state]}>${t.users.states[state]}</tone-tag>`;
      },
    },
    {
      ...{ id: "lastSignIn", label: t.users.lastSignIn, align: "end" },
      cell: ({ lastSignInAt }) => timeOr(t.never, lastSignInAt),
    },
  ];
};
