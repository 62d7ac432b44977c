import { css } from "lit";

/** What stands beside each other among the filters of the page. */
export const analyticsPageStyles = css`
  .subjects {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  select-field {
    min-width: 170px;
  }
  .filters a {
    margin-left: auto;
  }
  @media (max-width: 760px) {
    page-header {
      /* two lines, which only the loaded text takes */
      --lead-height: 3em;
    }
    .filters a {
      margin-left: 0;
    }
  }
`;
