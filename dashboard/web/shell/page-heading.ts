/** The first level-one heading below a root, shadow trees included. */
export const findHeading = (root: ParentNode): HTMLElement | undefined => {
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    if (element.localName === "h1") return element;
    const inside = element.shadowRoot && findHeading(element.shadowRoot);
    if (inside) return inside;
  }
  return undefined;
};
