import { showToast } from "../../kit/toast.ts";
import { ApiError } from "../../session/api.ts";
import { fuelText } from "./text.ts";

const CONFLICT = 409;

/**
 * Throws the refusal of a receipt again, with what a person can do something about said in the
 * person's language. Throws anything else as it is.
 */
export const inOwnWords = (error: unknown): never => {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === CONFLICT) throw new ApiError(fuelText().gone, error.status);
  const said: Readonly<Record<string, string>> = fuelText().form.faults;
  const fields = error.fields.map(({ field, message }) => ({
    field,
    message: said[field] ?? message,
  }));
  throw new ApiError(error.message, error.status, { fields });
};

/** Says that the server refused something, and why. Throws what is no answer of the server. */
export const tellRefusal = (host: HTMLElement, error: unknown): void => {
  if (!(error instanceof ApiError)) throw error;
  const t = fuelText();
  const detail = error.status === CONFLICT ? t.gone : error.message;
  showToast(host, { tone: "danger", message: t.notDone, detail });
};
