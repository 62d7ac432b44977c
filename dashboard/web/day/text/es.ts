import type { StoryText } from "./en.ts";

export const text: StoryText = {
  confirmed: "seguro",
  suspected: "sospecha",
  notHeard: "Sin noticias",
  notHeardNow: "Sin noticias desde entonces",
  steps: {
    planned: "Entrega prevista",
    handed_out: "Entregado",
    due: "Devolución prevista",
    returned: "Devuelto",
    extension_requested: "Prórroga solicitada",
    extension_approved: "Prórroga aprobada",
    extension_denied: "Prórroga denegada",
  },
  until: (moment) => `hasta ${moment}`,
  openAlert: (type) => `Abrir la alerta: ${type}`,
  watch: (time) => `Ver el trayecto de las ${time}`,
  receipt: (time) => `Recibo del repostaje de ${time}`,
  nothing: "Hoy todavía no ha pasado nada",
  nothingHint:
    "Los trayectos, paradas, combustible, alertas y reservas aparecen aquí cuando ocurren.",
};
