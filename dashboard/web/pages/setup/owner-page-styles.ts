import { css } from "lit";

/** Looks of the page before there is an owner: a longer form in the same card. */
export const ownerPageStyles = css`
  :host {
    --card-width: 420px;
  }
  .card > .problem {
    margin: 18px 0 14px;
  }
  .button {
    width: 100%;
    height: 40px;
    font-size: 0.875rem;
  }
  @media (pointer: coarse) {
    .button {
      height: 46px;
      font-size: 16px;
    }
  }
  @media (max-width: 480px) {
    .card {
      padding: 22px 20px 20px;
    }
  }
`;
