import { showToast } from "../kit/toast.ts";
import { ApiError } from "../session/api.ts";
import { settingsText } from "./text.ts";

/** Says that the server refused something, and why. Throws what is no answer of the server. */
export const tellRefusal = (
  host: HTMLElement,
  error: unknown,
  reason: (refusal: ApiError) => string = ({ message }) => message,
): void => {
  if (!(error instanceof ApiError)) throw error;
  showToast(host, { tone: "danger", message: settingsText().notDone, detail: reason(error) });
};
