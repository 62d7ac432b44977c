import { css } from "lit";

/** Layout of a page that is one card of questions after another. */
export const setupPageStyles = css`
  :host {
    display: block;
    min-height: 100%;
    padding-bottom: 32px;
    background: var(--canvas);
  }
  .column {
    width: min(760px, 100%);
    margin: 0 auto;
  }
  .card {
    margin: 0 28px;
    padding: 24px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    box-shadow: var(--shadow-s);
  }
  .later {
    margin: 14px 28px 0;
  }
  .loading {
    min-height: 320px;
  }
  ol {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 8px;
    margin: 0 28px 16px;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-top: 10px;
    border-top: 3px solid var(--line-strong);
    color: var(--text-muted);
    font-size: var(--size-m);
    font-weight: 550;
    min-width: 0;
  }
  li[aria-current] {
    border-color: var(--accent);
    color: var(--text);
  }
  li.done {
    border-color: var(--good);
  }
  li .icon {
    color: var(--good);
    font-size: 15px;
  }
  li span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  @media (max-width: 760px) {
    .card {
      margin: 0;
      padding: 20px 16px;
      border-width: 1px 0;
      border-radius: 0;
      box-shadow: none;
    }
    ol {
      margin: 0 16px 14px;
    }
    li {
      flex-wrap: wrap;
      gap: 4px;
      font-size: var(--size-s);
    }
    .later {
      margin: 12px 8px 0;
    }
  }
`;
