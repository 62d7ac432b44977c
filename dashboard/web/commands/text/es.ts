import type { CommandText } from "./en.ts";

export const text: CommandText = {
  locate: "Localizar ahora",
  refused: "Ningún localizador de este coche admite la petición",
  notAsked: "La petición no llegó",
  state: {
    unconfirmed: "Espera confirmación",
    queued: "Espera al localizador",
    sent: "De camino al localizador",
    delivered: "El localizador tiene la petición",
    done: "El localizador respondió",
    failed: "El localizador no pudo hacerlo",
    expired: "El localizador no respondió",
    cancelled: "Retirada",
  },
};
