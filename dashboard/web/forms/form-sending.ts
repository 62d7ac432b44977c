import type { ReactiveControllerHost } from "lit";
import type { FieldError } from "../../../contracts/problem.ts";
import { ApiError } from "../session/api.ts";

type Host = ReactiveControllerHost & { readonly updateComplete: Promise<boolean> } & {
  readonly renderRoot: ParentNode;
};

/** What is wrong with a form's fields, by name; empty while nothing is. */
export type FieldFaults = Readonly<Record<string, string>>;

const faultsOf = (fields: readonly FieldError[]): FieldFaults =>
  Object.fromEntries(fields.map(({ field, message }) => [field, message]));

/** The faults of those fields that are left empty. */
export const missingIn = (fields: Readonly<Record<string, string>>, said: string): FieldFaults =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value.trim() === "")
      .map(([name]) => [name, said]),
  );

/**
 * Sends a form once, and keeps what was wrong with it. Its fields carry their names as `data-field`;
 * the first one at fault gets the keyboard.
 */
export class FormSending {
  readonly #host: Host;
  /** An answer is awaited. */
  isBusy = false;
  /** What is wrong, by field. */
  faults: FieldFaults = {};
  /** What the server said about no field in particular; empty while nothing is. */
  problem = "";

  constructor(host: Host) {
    this.#host = host;
  }

  /** Answers what `send` did; undefined when there are faults, or the server refuses. */
  async submit<Answer>(
    faults: FieldFaults,
    send: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    if (this.isBusy) return undefined;
    this.#set(faults);
    if (Object.keys(faults).length > 0) {
      await this.#focusFault();
      return undefined;
    }
    this.isBusy = true;
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#set(faultsOf(error.fields), error.message);
      await this.#focusFault();
      return undefined;
    } finally {
      this.isBusy = false;
      this.#host.requestUpdate();
    }
  }

  #set(faults: FieldFaults, message = ""): void {
    this.faults = faults;
    const isShown = Object.keys(faults).some((field) => this.#field(field));
    this.problem = isShown ? "" : message;
    this.#host.requestUpdate();
  }

  #field(name: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  }

  async #focusFault(): Promise<void> {
    await this.#host.updateComplete;
    const fields = [...this.#host.renderRoot.querySelectorAll<HTMLElement>("[data-field]")];
    fields.find(({ dataset }) => (dataset["field"] ?? "") in this.faults)?.focus();
  }
}
