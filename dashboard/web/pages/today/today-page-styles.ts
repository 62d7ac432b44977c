import { css } from "lit";

/** Cards under each other on a phone, in two columns beside each other where there is room. */
export const todayPageStyles = css`
  :host {
    display: block;
    min-height: 100%;
    background: var(--canvas);
  }
  .content {
    display: grid;
    gap: 16px;
    max-width: 1240px;
    padding: 0 28px 40px;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 16px;
    align-items: start;
  }
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  section {
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    overflow: hidden;
    scroll-margin-top: 12px;
  }
  .heading {
    display: flex;
    align-items: baseline;
    gap: 8px;
    padding: 14px 16px 10px;
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: var(--size-l);
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .count {
    color: var(--text-muted);
    font-size: var(--size-m);
    font-weight: 550;
    font-variant-numeric: tabular-nums;
  }
  /* Takes no more height than the line it stands in, so that no row below moves; a finger has all of it. */
  .waiting .button {
    position: relative;
    height: 30px;
    margin-block: -6px;
    padding: 0 10px;
    border-color: transparent;
    background: var(--accent-soft);
    box-shadow: none;
    color: var(--accent-text);
    font-size: var(--size-m);
  }
  .waiting .button::after {
    content: "";
    position: absolute;
    inset: -8px 0;
  }
  .heading a::after {
    content: "";
    position: absolute;
    inset: -14px 0;
  }
  .heading a {
    position: relative;
    color: var(--accent-text);
    font-size: var(--size-m);
    font-weight: 550;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    border-top: 1px solid var(--line);
  }
  .none,
  .note {
    margin: 0;
    padding: 0 16px 16px;
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 1.5;
  }
  .lead {
    margin: 0;
    padding: 0 16px;
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 1.5;
  }
  .more {
    padding: 12px 16px;
    border-top: 1px solid var(--line);
  }
  .offline {
    margin: 0;
    padding: 0 4px;
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 1.5;
  }
  @media (max-width: 760px) {
    .content {
      gap: 12px;
      padding: 0 12px 24px;
    }
  }
`;
