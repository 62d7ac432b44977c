import { Command } from "../../../contracts/command.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { getJson, postJson } from "../session/api.ts";

/** Commands looked through for the latest of a kind; older ones are of no interest now. */
const LOOKED_THROUGH = 20;
const CommandPage = pageOf(Command);

const pathOf = (vehicleId: string): string => `/api/vehicles/${vehicleId}/commands`;

/** The latest request to tell where a car is, if any. Throws `ApiError`. */
export const loadLatestLocate = async (
  vehicleId: string,
  signal: AbortSignal,
): Promise<Command | undefined> => {
  const path = `${pathOf(vehicleId)}?limit=${LOOKED_THROUGH}`;
  const { items } = await getJson(path, CommandPage, signal);
  return items.find(({ name }) => name === "locate");
};

/** Asks a car's tracker where it is. Throws `ApiError`. */
export const askToLocate = (vehicleId: string): Promise<Command> =>
  postJson(pathOf(vehicleId), { name: "locate" }, Command);

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
