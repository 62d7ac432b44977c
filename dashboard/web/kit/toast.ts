/** A short notice at the edge of the page about what has just happened. */
export type Toast = {
  readonly message: string;
  readonly tone?: "neutral" | "good" | "danger";
  /** A second line, such as which car. */
  readonly detail?: string;
  /** A way back, or onwards; the notice goes when it is pressed. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** It interrupts who listens to the page, and stays until it is closed or `endToast` is called. */
  readonly isUrgent?: boolean;
  /** Called when somebody closes it or takes its action; not when it ends otherwise. */
  readonly onClose?: () => void;
  /** A notice with the same key takes the place of the one before. */
  readonly key?: string;
};

/** Tells what has happened; `source` is any element of the page. */
export const showToast = (source: EventTarget, toast: Toast): void => {
  source.dispatchEvent(new CustomEvent("toast", { detail: toast, bubbles: true, composed: true }));
};

/** Takes a notice off, because what it told of is settled. */
export const endToast = (source: EventTarget, key: string): void => {
  source.dispatchEvent(
    new CustomEvent("toast-end", { detail: key, bubbles: true, composed: true }),
  );
};
