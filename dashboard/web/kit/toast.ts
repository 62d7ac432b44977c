/** A short notice at the edge of the page about what has just happened. */
export type Toast = {
  readonly message: string;
  readonly tone?: "neutral" | "good" | "danger";
  /** A second line, such as which car. */
  readonly detail?: string;
  /** A way back, or onwards; the notice goes when it is pressed. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** A notice with the same key takes the place of the one before. */
  readonly key?: string;
};

/** Tells what has happened; `source` is any element of the page. */
export const showToast = (source: EventTarget, toast: Toast): void => {
  source.dispatchEvent(new CustomEvent("toast", { detail: toast, bubbles: true, composed: true }));
};
