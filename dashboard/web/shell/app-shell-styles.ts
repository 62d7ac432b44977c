import { css } from "lit";

/** Where bar, rail and page are: side by side, and on a phone one above the other. */
export const appShellStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: grid;
    grid-template:
      "top top" auto
      "rail page" minmax(0, 1fr) / auto minmax(0, 1fr);
  }
  header {
    grid-area: top;
  }
  page-nav {
    grid-area: rail;
    min-width: 76px;
  }
  main {
    position: relative;
    grid-area: page;
    min-width: 0;
    outline: none;
  }
  page-outlet {
    position: absolute;
    inset: 0;
  }
  .skip {
    position: fixed;
    top: 8px;
    left: 8px;
    z-index: 20;
    translate: 0 -64px;
  }
  .skip:focus {
    translate: none;
  }
  /* Stands on a line near the lower edge and is moved up by its own height: a notice that joins the
     others lays none of them out anew. */
  toast-region {
    position: fixed;
    top: calc(100% - 16px);
    right: 16px;
    z-index: 15;
    translate: 0 -100%;
  }
  @media (max-width: 760px) {
    :host {
      grid-template:
        "top" auto
        "page" minmax(0, 1fr)
        "rail" auto / minmax(0, 1fr);
    }
    page-nav {
      min-width: 0;
    }
    /* a bar with one place to go to would only take room from it */
    page-nav.alone {
      display: none;
    }
    toast-region {
      right: 10px;
      left: 10px;
      top: calc(100% - env(safe-area-inset-bottom, 0px) - 68px);
    }
  }
`;
