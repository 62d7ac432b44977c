import { css } from "lit";

/** The page that takes a file: what it lists, the file, and what became of it. */
export const importPageStyles = css`
  nav {
    display: flex;
    gap: 8px;
  }
  nav a[aria-current] {
    border-color: var(--accent);
    color: var(--accent-text);
  }
  .card {
    display: grid;
    gap: 14px;
    max-width: 760px;
    padding: 20px 22px 22px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    box-shadow: var(--shadow-s);
  }
  p {
    margin: 0;
    color: var(--text-muted);
    font-size: var(--size-m);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  h2 {
    margin: 0;
    font-size: var(--size-l);
    font-weight: 600;
  }
  .outcome {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px 18px;
    color: var(--text);
    font-weight: 550;
  }
  @media (max-width: 760px) {
    .card {
      padding: 16px;
    }
  }
`;
