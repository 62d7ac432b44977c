import { css } from "lit";

/** Looks of the page before there is an owner: a card on its own, like the one that signs in. */
export const ownerPageStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: grid;
    grid-template-rows: auto 1fr;
    overflow: auto;
    background:
      radial-gradient(
        70rem 40rem at 50% -14rem,
        color-mix(in srgb, var(--accent) 13%, transparent),
        transparent
      ),
      var(--canvas);
  }
  header {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 6px;
    padding: 14px 16px;
  }
  main {
    align-self: center;
    justify-self: center;
    width: min(420px, 100vw - 32px);
    padding-bottom: 6vh;
  }
  .card {
    padding: 30px 30px 28px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
    box-shadow: var(--shadow-l);
  }
  h1 {
    margin: 22px 0 4px;
    font-size: var(--size-xl);
    font-weight: 650;
    letter-spacing: -0.02em;
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
