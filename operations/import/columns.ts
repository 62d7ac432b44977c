/** How a cell becomes the value of its field. */
export type CellKind = "text" | "number" | "status" | "branch";

/** A field that a column may give. */
export type FieldColumn = {
  readonly kind: CellKind;
  /** What people call it in a heading, besides the field's own name: en, sv, de, es. */
  readonly words: readonly string[];
};

/** The fields of what is imported, by their names in the API. */
export type FieldColumns = Readonly<Record<string, FieldColumn>>;

const STATUS: FieldColumn = {
  kind: "status",
  words: ["status", "state", "Zustand", "estado", "situación"],
};

const BRANCH: FieldColumn = {
  kind: "branch",
  words: [
    ...["branch", "branch name", "location", "station", "office"],
    ...["filial", "kontor", "uthyrningsställe"],
    ...["Filiale", "Standort", "Niederlassung"],
    ...["sucursal", "oficina", "sede"],
  ],
};

/** What a list of cars may have. */
export const VEHICLE_COLUMNS: FieldColumns = {
  licensePlate: {
    kind: "text",
    words: [
      ...["licence plate", "plate", "plate number", "number plate", "registration"],
      ...["licence plate number", "license plate number", "registration number", "reg no"],
      ...["registreringsnummer", "regnummer", "regnr", "registreringsskylt"],
      ...["Kennzeichen", "amtliches Kennzeichen", "Kfz-Kennzeichen", "Nummernschild"],
      ...["matrícula", "placa", "patente", "número de matrícula"],
    ],
  },
  model: { kind: "text", words: ["make and model", "bilmodell", "Modell", "modelo"] },
  vehicleType: {
    kind: "text",
    words: [
      ...["type", "type of vehicle", "fordonstyp", "typ", "Fahrzeugtyp", "Fahrzeugart"],
      ...["tipo", "tipo de vehículo"],
    ],
  },
  status: STATUS,
  tankLitres: {
    kind: "number",
    words: [
      ...["tank", "tank liters", "tank l", "tank size", "tank capacity", "litres", "liters"],
      ...["tankvolym", "tankvolym liter", "tankvolym l", "tankstorlek", "tank liter"],
      ...["Tankinhalt", "Tankvolumen", "Tankgröße", "Tankinhalt Liter", "Tankinhalt l"],
      ...["depósito", "depósito litros", "depósito l", "litros", "capacidad del depósito"],
    ],
  },
  fuelType: {
    kind: "text",
    words: [
      ...["fuel", "type of fuel", "bränsle", "bränsletyp", "drivmedel", "drivmedelstyp"],
      ...["Kraftstoff", "Kraftstoffart", "Treibstoff", "combustible", "tipo de combustible"],
    ],
  },
  group: {
    kind: "text",
    words: [
      ...["vehicle group", "class", "grupp", "fordonsgrupp", "Gruppe", "Fahrzeuggruppe"],
      ...["grupo", "grupo de vehículos"],
    ],
  },
  branchId: BRANCH,
};

/** What a list of drivers may have. */
export const DRIVER_COLUMNS: FieldColumns = {
  name: {
    kind: "text",
    words: [
      ...["full name", "driver", "driver name", "namn", "förare", "förarnamn"],
      ...["Fahrer", "Fahrername", "nombre", "nombre completo", "conductor"],
    ],
  },
  licenseNumber: {
    kind: "text",
    words: [
      ...["licence number", "licence", "license", "licence no", "license no"],
      ...["driving licence", "driving licence number", "driver's licence"],
      ...["driver's license", "driver's license number", "driver license number"],
      ...["körkort", "körkortsnummer", "körkortsnr"],
      ...["Führerschein", "Führerscheinnummer", "Führerschein-Nr"],
      ...["licencia", "número de licencia", "licencia de conducir", "permiso de conducir"],
      ...["carné de conducir", "número de permiso"],
    ],
  },
  phone: {
    kind: "text",
    words: [
      ...["phone number", "telephone", "mobile", "mobile phone", "cell phone"],
      ...["telefon", "telefonnummer", "mobil", "mobilnummer", "Handy", "Handynummer"],
      ...["teléfono", "móvil", "número de teléfono"],
    ],
  },
  email: {
    kind: "text",
    words: [
      ...["mail", "email address", "epost", "epostadress", "mejl", "E-Mail-Adresse"],
      ...["correo", "correo electrónico"],
    ],
  },
  status: STATUS,
  branchId: BRANCH,
};
