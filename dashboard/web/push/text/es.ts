import type { PushText } from "./en.ts";

export const text: PushText = {
  title: "Notificaciones",
  lead: "Este dispositivo avisa cuando salta una alerta, también con Roadledger cerrado. El tipo, el coche y la gravedad se envían cifrados por el servicio push del navegador.",
  onThisDevice: "Avisarme en este dispositivo",
  severity: "Desde qué gravedad",
  severities: {
    info: "Todo",
    warning: "Avisos y peores",
    critical: "Solo críticas",
  },
  whileOpen: "Mientras Roadledger está abierto aquí",
  tone: "Tono",
  notice: "Aviso en el escritorio",
  never: "Nunca",
  play: "Oír el tono",
  silent: "El navegador aún no deja sonar a esta página",
  silentHint: "Haga clic en cualquier parte de la página y vuelva a intentarlo.",
  byPush: "Los avisos de este dispositivo llegan por push, según lo elegido arriba.",
  test: "Enviar una prueba",
  testSent: "La prueba va de camino",
  testSentHint: "Si no aparece nada, mire si el sistema silencia las notificaciones.",
  testFailed: "El servicio push no aceptó la prueba",
  denied:
    "El navegador prohíbe las notificaciones de esta página. Permítalas en los ajustes del sitio y vuelva.",
  unsupported:
    "Este navegador no puede recibir avisos aquí. Hace falta una dirección segura (https) y, en iPhone o iPad, tener Roadledger en la pantalla de inicio.",
  notDone: "No se pudo hacer",
  notDoneHint: "No se pudo contactar con el servicio push del navegador.",
  close: "Listo",

  raised: (type: string, plate: string) => `${type}: ${plate}`,
  open: "Abrir",
  acknowledge: "Confirmar",
  since: (time: string) => `desde ${time}`,
  levels: {
    predicted: "llegará tarde",
    grace: "no ha vuelto a tiempo",
    "2h": "dos horas tarde",
    "24h": "un día tarde",
  },
  testTitle: "Las notificaciones funcionan",
  testBody: "Así aparecerán las alertas.",
  notAcknowledged: "Sin confirmar",
  notAcknowledgedHint: "Abra la alerta para iniciar sesión o reintentar.",
};
