import { css } from "lit";

/**
 * Looks of a page before anybody is signed in: one card, `--card-width` wide, below the choice of
 * language and theme.
 */
export const entryPageStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: grid;
    grid-template-rows: auto 1fr auto;
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
    width: min(var(--card-width, 376px), 100vw - 32px);
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
`;
