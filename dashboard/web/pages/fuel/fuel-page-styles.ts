import { css } from "lit";

/** The two lists of the page, each below its heading. */
export const fuelPageStyles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    margin-top: 4px;
  }
  .heads {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-4);
  }
  h2 {
    margin: 0;
    font-size: var(--size-l);
    font-weight: 650;
    line-height: 24px;
  }
`;
