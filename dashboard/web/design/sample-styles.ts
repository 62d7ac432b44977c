import { css, html, type TemplateResult } from "lit";

/** A named group of samples on a card. */
export const sampleCard = (heading: string, content: TemplateResult): TemplateResult =>
  html`<section>
    <h2>${heading}</h2>
    ${content}
  </section>`;

/** Looks of the cards and of the rows on them. */
export const sampleStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    padding: 20px 22px 24px;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface);
    box-shadow: var(--shadow-s);
  }
  h2 {
    margin: 0 0 16px;
    font-size: var(--size-l);
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h3 {
    margin: 22px 0 10px;
    color: var(--text-muted);
    font-size: var(--size-s);
    font-weight: 550;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
    gap: 18px 20px;
    align-items: start;
  }
  @media (max-width: 760px) {
    section {
      padding: 16px 14px 18px;
    }
  }
`;
