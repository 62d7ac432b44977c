import { isolated } from "../i18n/isolated.ts";
import type { Command } from "../../../contracts/command.ts";
import { commandText } from "../commands/text.ts";
import { loadUnconfirmed } from "../commands/vehicle-commands.ts";
import { endToast, showToast } from "../kit/toast.ts";
import type { LiveNews } from "../live/live-news.ts";
import { serverNowMs } from "../page/clock.ts";
import { navigate } from "../routing/router.ts";

const keyOf = (id: string): string => `approval ${id}`;

const isWaiting = ({ state, expiresAt }: Command): boolean =>
  state === "unconfirmed" && Date.parse(expiresAt) > serverNowMs();

const tell = (source: EventTarget, command: Command): void => {
  const { id, vehicleId, requestedByName, licensePlate, reason } = command;
  showToast(source, {
    ...{ key: keyOf(id), tone: "danger", isUrgent: true },
    message: commandText().waits(isolated(requestedByName), isolated(licensePlate)),
    ...(reason !== null && { detail: reason }),
    action: {
      label: commandText().decide,
      run: () => navigate(`/?vehicle=${vehicleId}&part=commands`),
    },
  });
};

/**
 * Tells whoever may be its second person, wherever they are, that an immobilisation waits for a word:
 * once each, with the way to give it, and until it is given, taken back or out of time. The returned
 * function ends it.
 */
export const watchApprovals = (
  source: EventTarget,
  news: LiveNews,
  userId: string,
): (() => void) => {
  const told = new Set<string>();
  const latest = new Map<string, Command>();
  const take = async (command: Command): Promise<void> => {
    const { id, requestedBy } = command;
    if (command.name !== "immobilise" || requestedBy === userId) return;
    const known = latest.get(id);
    if (known && known.revision > command.revision) return;
    latest.set(id, command);
    await commandText.load();
    const now = latest.get(id) ?? command; // while words were loading
    if (!isWaiting(now)) endToast(source, keyOf(id));
    else if (!told.has(id)) tell(source, now);
    told.add(id);
  };
  const load = async (): Promise<void> => {
    for (const command of await loadUnconfirmed()) await take(command);
  };
  // what cannot be asked for now is asked for again once the link is back
  const catchUp = (): void => void load().catch(() => undefined);
  const release = [
    news.on("command", (command) => void take(command)),
    news.on("resumed", catchUp),
  ];
  catchUp();
  return () => {
    for (const each of release) each();
  };
};
