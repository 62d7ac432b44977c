import { css } from "lit";

/** Looks of the notices. */
export const toastStyles = css`
  :host {
    pointer-events: none;
  }
  [role="log"] {
    display: grid;
    gap: 8px;
    justify-items: end;
  }
  [role="log"]:first-child:not(:empty) {
    margin-bottom: 8px;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 10px;
    box-sizing: border-box;
    width: min(380px, calc(100vw - 20px));
    max-width: 100%;
    padding: 10px 6px 10px 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow-l);
    font-size: var(--size-m);
    line-height: 1.4;
    pointer-events: auto;
    animation: arrive var(--calm);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 12px;
    }
  }
  .toast > .icon {
    color: var(--accent-text);
    font-size: 18px;
  }
  .good > .icon {
    color: var(--good);
  }
  .danger > .icon {
    color: var(--danger);
  }
  .words {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
    font-weight: 550;
  }
  .detail {
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 450;
  }
  .act {
    height: 30px;
    padding: 0 10px;
    border: 0;
    border-radius: var(--radius-s);
    background: var(--accent-soft);
    color: var(--accent-text);
    font-size: var(--size-m);
    font-weight: 600;
    white-space: nowrap;
  }
  .icon-button {
    width: 30px;
    height: 30px;
    font-size: 15px;
  }
  @media (pointer: coarse) {
    .act,
    .icon-button {
      height: 44px;
      min-width: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .toast {
      animation: none;
    }
  }
`;
