/**
 * A number as people type it: with a comma or a point, a sign, and spaces. Undefined for what is no
 * number; null for nothing at all. Groups of thousands are not guessed at.
 */
export const parseDecimal = (typed: string): number | null | undefined => {
  const text = typed.replaceAll(/[\s\u00A0\u202F]/g, "").replace("−", "-");
  if (text === "") return null;
  return /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text) ? Number(text.replace(",", ".")) : undefined;
};
