import { css } from "lit";

/** Looks of the panel of one car. */
export const vehiclePanelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 8px;
    padding: 14px 10px 12px 16px;
  }
  h2 {
    margin: 0;
    font-size: 1.1875rem;
    font-weight: 650;
    line-height: 26px;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }
  .model {
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 18px;
    white-space: nowrap;
  }
  .actions {
    display: flex;
    gap: 2px;
  }
  .status {
    display: flex;
    grid-column: 1 / -1;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    margin-top: 12px;
    font-size: var(--size-m);
    line-height: 18px;
  }
  .status b {
    font-weight: 600;
  }
  .status .locked {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 8px;
    border-radius: 10px;
    background: var(--danger-soft);
    color: var(--danger);
  }
  .status .since {
    flex: 1 0 auto;
    color: var(--text-muted);
    font-variant-numeric: tabular-nums;
  }
  .connection {
    color: var(--text-faint);
    font-size: var(--size-s);
  }
  .connection.live b {
    color: var(--good);
  }
  .connection.late b {
    color: var(--warn);
  }
  .connection.offline b,
  .connection.never b {
    color: var(--text-muted);
  }
  .notice {
    display: flex;
    gap: 8px;
    margin: 0 12px 12px;
    padding: 9px 11px;
    border-radius: var(--radius-m);
    background: var(--warn-soft);
    color: var(--warn);
    font-size: var(--size-s);
    line-height: 1.45;
  }
  .notice .icon {
    margin-top: 2px;
    font-size: 14px;
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
    padding-bottom: 14px;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px 12px;
    margin: 0;
    padding: 12px 16px;
    border-bottom: 1px solid var(--line);
    font-size: var(--size-m);
  }
  dt {
    color: var(--text-muted);
    font-size: var(--size-xs);
  }
  dd {
    margin: 2px 0 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  tab-panels {
    padding-top: 2px;
  }
`;
