/** Resolves a design token as the browser would paint it now, such as `rgb(10, 138, 88)`. */
export const tokenColor = (within: HTMLElement, token: string): string => {
  const before = within.style.color;
  within.style.color = `var(${token})`;
  const color = getComputedStyle(within).color;
  within.style.color = before;
  return color;
};
