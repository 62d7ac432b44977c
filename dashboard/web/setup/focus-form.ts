import { LitElement } from "lit";

/** Puts the keyboard and the reader on the heading of a form that has taken another one's place. */
export const focusForm = async (form: Element | null): Promise<void> => {
  if (form instanceof LitElement) await form.updateComplete;
  form?.shadowRoot?.querySelector<HTMLElement>("h2")?.focus();
};
