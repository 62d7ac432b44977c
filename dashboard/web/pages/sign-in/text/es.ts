import type { SignInText } from "./en.ts";

export const text: SignInText = {
  heading: "Iniciar sesión",
  lead: "Su flota en directo: dónde está cada coche y qué está haciendo.",
  email: "Correo electrónico",
  password: "Contraseña",
  showPassword: "Mostrar la contraseña",
  hidePassword: "Ocultar la contraseña",
  submit: "Iniciar sesión",
  submitting: "Iniciando sesión…",
  mismatch: "El correo y la contraseña no coinciden.",
  motto: "Cada kilómetro, cada litro y cada céntimo, en cuenta.",
  notices: {
    none: "",
    expired: "Su sesión ha terminado. Vuelva a iniciar sesión.",
    left: "Ha cerrado la sesión.",
  },
};
