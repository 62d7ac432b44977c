import { LitElement } from "lit";

/** The first level-one heading below a root, shadow trees included, once what is before it is drawn. */
export const findHeading = async (root: ParentNode): Promise<HTMLElement | undefined> => {
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    if (element.localName === "h1") return element;
    if (element instanceof LitElement) await element.updateComplete;
    const inside = element.shadowRoot && (await findHeading(element.shadowRoot));
    if (inside) return inside;
  }
  return undefined;
};
