import type { InvitationText } from "./en.ts";

export const text: InvitationText = {
  heading: (name) => `Le damos la bienvenida, ${name}`,
  lead: "Elija la contraseña con la que iniciará sesión. Nadie más la conocerá.",
  email: "Correo electrónico",
  password: "Nueva contraseña",
  passwordHint: (chars) => `Al menos ${chars} caracteres. Lo mejor es una frase corta.`,
  tooShort: (chars) => `Al menos ${chars} caracteres.`,
  submit: "Guardar la contraseña e iniciar sesión",
  submitting: "Un momento…",
  looking: "Un momento…",
  void: "Este enlace ya no es válido",
  voidHint: "Se ha usado, ha caducado u otro lo ha sustituido. Pida uno nuevo al propietario.",
  toSignIn: "Ir al inicio de sesión",
  failed: "No se puede acceder al servidor",
  tryAgain: "Reintentar",
};
