import { SetupState } from "../../../contracts/setup.ts";
import { getJson } from "../session/api.ts";

/** Whether the server still waits for its first owner; false where it does not answer. */
export const isOwnerNeeded = async (): Promise<boolean> => {
  const state = await getJson("/api/setup", SetupState).catch(() => undefined);
  return state?.ownerNeeded ?? false;
};
