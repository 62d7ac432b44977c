import { Command, CommandDetail } from "../../../contracts/command.ts";
import { type Page, pageOf } from "../../../contracts/paging.ts";
import { getJson, postJson } from "../session/api.ts";
import type { Wish } from "./command-view.ts";

/** Commands on a page of them, and those looked through for the latest of a kind. */
const LOOKED_THROUGH = 20;
const CommandPage = pageOf(Command);

const pathOf = (vehicleId: string): string => `/api/vehicles/${vehicleId}/commands`;

/** Commands of a car, latest first, or those behind a cursor. Throws `ApiError`. */
export const loadCommands = (
  vehicleId: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<Command>> => {
  const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
  return getJson(`${pathOf(vehicleId)}?limit=${LOOKED_THROUGH}${after}`, CommandPage, signal);
};

/** The latest request to tell where a car is, if any. Throws `ApiError`. */
export const loadLatestLocate = async (
  vehicleId: string,
  signal: AbortSignal,
): Promise<Command | undefined> => {
  const { items } = await loadCommands(vehicleId, null, signal);
  return items.find(({ name }) => name === "locate");
};

/** Asks for a command to a car's tracker. Throws `ApiError`. */
export const askFor = (vehicleId: string, wish: Wish): Promise<Command> =>
  postJson(pathOf(vehicleId), wish, Command);

/** Immobilisations that wait for a second person. Throws `ApiError`. */
export const loadUnconfirmed = async (): Promise<readonly Command[]> =>
  (await getJson("/api/commands/unconfirmed", CommandPage)).items;

/** Confirms an immobilisation that somebody else asked for, or takes a command back. Throws `ApiError`. */
export const moveCommand = (id: string, move: "confirm" | "cancel"): Promise<Command> =>
  postJson(`/api/commands/${id}/${move}`, {}, Command);

/** A command with every step of its life. Throws `ApiError`. */
export const loadCommandDetail = (id: string): Promise<CommandDetail> =>
  getJson(`/api/commands/${id}`, CommandDetail);

/** Asks a car's tracker where it is. Throws `ApiError`. */
export const askToLocate = (vehicleId: string): Promise<Command> =>
  askFor(vehicleId, { name: "locate" });

/** Whether a command has not come to its end. */
export const isUnderWay = ({ state }: Command): boolean =>
  state === "queued" || state === "sent" || state === "delivered";

/**
 * The locate to show for a car after news of one of its commands: the later request, and of the same
 * the later step, in whatever order they are heard of.
 */
export const withCommand = (
  shown: Command | undefined,
  vehicleId: string,
  heard: Command,
): Command | undefined => {
  if (heard.vehicleId !== vehicleId || heard.name !== "locate") return shown;
  if (!shown) return heard;
  if (heard.id === shown.id) return heard.revision > shown.revision ? heard : shown;
  return heard.createdAt > shown.createdAt ? heard : shown;
};
