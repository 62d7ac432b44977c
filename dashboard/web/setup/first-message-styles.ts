import { css } from "lit";

/** Looks of the panel that waits for a device. */
export const firstMessageStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    /* as much as the message takes up, so that nothing below jumps when it comes */
    min-height: 200px;
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface-sunken);
  }
  :host([heard]) {
    border-color: transparent;
    background: var(--good-soft);
  }
  .standing {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0;
    font-size: var(--size-m);
    font-weight: 600;
    line-height: 1.4;
  }
  .standing .icon {
    font-size: 18px;
    color: var(--accent-text);
  }
  :host([heard]) .standing .icon {
    color: var(--good);
  }
  .pulse {
    animation: pulse 1.6s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.35;
    }
  }
  .hint,
  .lost {
    margin: 8px 0 0;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .lost {
    color: var(--warn);
  }
  .refused {
    display: grid;
    gap: 6px;
    margin: 12px 0 0;
    padding: 10px 12px;
    border-radius: var(--radius-m);
    background: var(--danger-soft);
    color: var(--text);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  .refused strong {
    display: flex;
    gap: 6px;
    color: var(--danger);
    font-weight: 600;
  }
  .refused .icon {
    margin-top: 2px;
    font-size: 13px;
  }
  .refused p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  summary {
    width: fit-content;
    margin-top: 10px;
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 550;
    cursor: pointer;
  }
  .refused summary {
    margin-top: 0;
  }
  .refused code {
    display: block;
    max-height: 7.5em;
    margin-top: 4px;
    overflow: auto;
    overflow-wrap: anywhere;
    font-size: var(--size-xs);
    white-space: pre-wrap;
  }
  ul {
    display: grid;
    gap: 4px;
    margin: 8px 0 0;
    padding: 0 0 0 18px;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.5;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 16px;
    margin: 12px 0 0;
    font-size: var(--size-m);
    line-height: 1.45;
  }
  dt {
    color: var(--text-muted);
  }
  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 14px;
  }
  .button {
    white-space: normal;
  }
  @media (max-width: 480px) {
    :host {
      min-height: 248px;
    }
  }
  @media (pointer: coarse) {
    summary {
      padding-block: 12px;
      margin-top: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .pulse {
      animation: none;
    }
  }
`;
