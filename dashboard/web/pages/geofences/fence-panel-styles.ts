import { css } from "lit";

/** Looks of the panel of one fence, beyond those it shares with the panel of a car. */
export const fencePanelStyles = css`
  header {
    align-items: center;
    border-bottom: 1px solid var(--line);
  }
  h2 {
    overflow-wrap: anywhere;
  }
  form {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
    margin: 0;
  }
  .fields {
    display: grid;
    gap: 16px;
    padding: 16px;
  }
  .fields + .fields {
    border-top: 1px solid var(--line);
  }
  .faults:not(:has(*)) {
    display: none;
  }
  .fault,
  .doubt {
    display: flex;
    gap: 6px;
    margin: 0;
    color: var(--danger);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  .doubt {
    color: var(--warn);
  }
  .fault .icon,
  .doubt .icon {
    margin-top: 2px;
    font-size: 13px;
  }
  /* above the buttons: a notice covers none of them */
  toast-region {
    flex: none;
    margin: 0 10px;
  }
  footer {
    display: grid;
    gap: 10px;
    padding: 12px 16px calc(12px + env(safe-area-inset-bottom, 0px));
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  footer p {
    margin: 0;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.4;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 8px;
  }
  .buttons .primary {
    order: 1;
    min-width: 96px;
  }
  .button.remove {
    border-color: transparent;
    background: none;
    box-shadow: none;
    color: var(--danger);
  }
  .button.remove:hover {
    background: var(--danger-soft);
  }
  .note {
    margin: 0;
    padding: 12px 16px;
    border-bottom: 1px solid var(--line);
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.45;
  }
`;
