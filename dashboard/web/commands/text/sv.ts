import type { CommandText } from "./en.ts";

export const text: CommandText = {
  locate: "Hitta nu",
  refused: "Ingen spårare i bilen kan tillfrågas",
  notAsked: "Begäran kom inte fram",
  state: {
    unconfirmed: "Väntar på bekräftelse",
    queued: "Väntar på spåraren",
    sent: "På väg till spåraren",
    delivered: "Spåraren har fått begäran",
    done: "Spåraren svarade",
    failed: "Spåraren kunde inte göra det",
    expired: "Spåraren svarade inte",
    cancelled: "Återtagen",
  },
};
