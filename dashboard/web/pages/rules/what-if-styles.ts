import { css } from "lit";

/** What is asked, how far it has come, and the answer below each other. */
export const whatIfStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
    padding: 16px 20px 24px;
  }
  .lead,
  .outdated {
    margin: 0;
    color: var(--text-muted);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  .outdated {
    display: flex;
    gap: 7px;
    color: var(--warn);
  }
  .outdated .icon {
    margin-top: 2px;
  }
  .cars {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .cars li {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 32px;
    max-width: 100%;
    padding: 0 10px;
    border: 1px solid var(--line-strong);
    border-radius: 16px;
    font-size: var(--size-s);
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .cars li:has(button) {
    padding-right: 2px;
  }
  .cars .icon-button {
    width: 28px;
    height: 28px;
    border-radius: 50%;
    font-size: 14px;
  }
  .start {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .progress {
    display: flex;
    align-items: center;
    gap: 12px;
    color: var(--text-muted);
    font-size: var(--size-s);
  }
  .progress span {
    flex: 1;
    min-width: 0;
  }
  progress {
    width: 96px;
    height: 6px;
    accent-color: var(--accent);
  }
  @media (pointer: coarse) {
    .cars .icon-button {
      width: 44px;
      height: 44px;
    }
  }
`;
