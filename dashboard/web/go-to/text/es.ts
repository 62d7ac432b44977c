import { wholeText } from "../../i18n/figures.ts";
import type { GoToText } from "./en.ts";

export const text: GoToText = {
  title: "Ir a",
  placeholder: "Matrícula, conductor, cliente, reserva o página",
  kinds: { car: "Coches", alert: "Alertas abiertas", page: "Páginas" },
  none: "Nada se llama así",
  found: (count) => (count === 1 ? "1 resultado" : `${wholeText(count)} resultados`),
  keys: { choose: "elegir", open: "abrir", close: "cerrar" },
};
