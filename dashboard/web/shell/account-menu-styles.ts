import { css } from "lit";

/** Looks of the round button and of what opens below it. */
export const accountMenuStyles = css`
  :host {
    position: relative;
    display: inline-flex;
  }
  .avatar {
    width: 30px;
    height: 30px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--accent-soft);
    color: var(--accent-text);
    font-size: var(--size-xs);
    font-weight: 650;
    letter-spacing: 0.02em;
  }
  .menu {
    position: fixed;
    inset: 48px 10px auto auto;
    width: min(264px, calc(100vw - 20px));
    margin: 0;
    padding: 6px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow-l);
  }
  .who {
    padding: 8px 10px 10px;
    border-bottom: 1px solid var(--line);
    margin-bottom: 8px;
  }
  .name {
    font-size: var(--size-m);
    font-weight: 600;
  }
  .name,
  .detail {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .detail {
    margin-top: 2px;
    font-size: var(--size-s);
    color: var(--text-muted);
  }
  .themes {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    margin: 0 4px 8px;
    padding: 2px;
    border-radius: var(--radius-m);
    background: var(--surface-sunken);
  }
  .themes button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    height: 30px;
    padding: 0 4px;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 550;
  }
  .themes button:hover {
    color: var(--text);
  }
  .themes button[aria-pressed="true"] {
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow-s);
  }
  language-select {
    display: grid;
  }
  .item {
    display: flex;
    align-items: center;
    gap: 9px;
    width: 100%;
    height: 34px;
    padding: 0 10px;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    color: inherit;
    font-size: var(--size-m);
    text-align: left;
    text-decoration: none;
  }
  .item:hover {
    background: var(--surface-hover);
  }
  .item .icon {
    font-size: 15px;
    color: var(--text-muted);
  }
  @media (pointer: coarse) {
    .avatar {
      width: 44px;
      height: 44px;
      border: 2px solid transparent;
      background-clip: padding-box;
    }
    .item,
    .themes button {
      height: 44px;
    }
  }
`;
