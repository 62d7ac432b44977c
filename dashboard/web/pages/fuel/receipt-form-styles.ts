import { css } from "lit";

/** Looks of the form of a receipt, which is short of room in a drawer; beside `formStyles`. */
export const receiptFormStyles = css`
  form {
    margin-top: 12px;
  }
  .pair {
    grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr));
    align-items: start;
    gap: 16px 12px;
  }
  check-field {
    margin: -6px 0;
  }
  summary {
    width: fit-content;
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 550;
    line-height: 24px;
    cursor: pointer;
  }
  summary:hover {
    color: var(--text);
  }
  details > :not(summary) {
    margin-top: 12px;
  }
  @media (pointer: coarse) {
    summary {
      min-width: 44px;
      line-height: 44px;
    }
  }
`;
