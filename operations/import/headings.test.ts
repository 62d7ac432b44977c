import { expect, test } from "vitest";
import { DRIVER_COLUMNS, type FieldColumns, VEHICLE_COLUMNS } from "./columns.ts";
import { matchHeadings } from "./headings.ts";

const fieldsOf = (headings: readonly string[], columns: FieldColumns): readonly string[] => [
  ...matchHeadings({ headings, rows: [] }, columns).columnOf.keys(),
];

const VEHICLE_FIELDS = [
  ...["licensePlate", "model", "vehicleType", "status"],
  ...["tankLitres", "fuelType", "group", "branchId"],
];
const DRIVER_FIELDS = ["name", "licenseNumber", "phone", "email", "status", "branchId"];

test.each([
  ["the API", VEHICLE_FIELDS],
  ["English", ["Licence plate", "Model", "Type", "Status", "Tank (l)", "Fuel", "Group", "Branch"]],
  [
    "Swedish",
    [
      "Reg.nr",
      "Modell",
      "Fordonstyp",
      "Status",
      "Tankvolym (liter)",
      "Drivmedel",
      "Grupp",
      "Filial",
    ],
  ],
  [
    "German",
    [
      "KENNZEICHEN",
      "Modell",
      "Fahrzeugart",
      "Zustand",
      "Tankgröße",
      "Kraftstoff",
      "Gruppe",
      "Filiale",
    ],
  ],
  [
    "Spanish",
    [
      "Matricula",
      "Modelo",
      "Tipo de vehículo",
      "Estado",
      "Depósito (l)",
      "Combustible",
      "Grupo",
      "Sucursal",
    ],
  ],
])("knows the fields of a car in the words of %s", (_language, headings) => {
  expect(fieldsOf(headings, VEHICLE_COLUMNS)).toEqual(VEHICLE_FIELDS);
});

test.each([
  ["the API", DRIVER_FIELDS],
  ["English", ["Full name", "Driver's licence", "Mobile", "E-mail", "Status", "branch id"]],
  ["Swedish", ["Namn", "Körkortsnummer", "Telefon", "E-post", "Status", "Kontor"]],
  ["German", ["Fahrer", "Führerschein-Nr.", "Handy", "E-Mail", "Status", "Standort"]],
  ["Spanish", ["Nombre", "Número de licencia", "Teléfono", "Correo", "Estado", "Oficina"]],
])("knows the fields of a driver in the words of %s", (_language, headings) => {
  expect(fieldsOf(headings, DRIVER_COLUMNS)).toEqual(DRIVER_FIELDS);
});

test.each([
  ["cars", VEHICLE_COLUMNS],
  ["drivers", DRIVER_COLUMNS],
])("no word stands for two fields of %s", (_things, columns) => {
  const fieldOf = new Map<string, string>();
  for (const [field, { words }] of Object.entries(columns)) {
    for (const word of [field, ...words]) {
      const key = word.toLowerCase().replaceAll(/[^\p{L}]/gu, "");
      expect([word, fieldOf.get(key) ?? field]).toEqual([word, field]);
      fieldOf.set(key, field);
    }
  }
});

test("other columns are ignored by name, those without a name by letter, if they hold something", () => {
  const headings = ["Plate", "Colour", "", ""];
  const sheet = { headings, rows: [{ row: 2, cells: ["A 1", "red", "mine", ""] }] };
  expect(matchHeadings(sheet, VEHICLE_COLUMNS)).toMatchObject({ ignored: ["Colour", "C"] });
});

test("two columns of one field are a fault of the headings", () => {
  const sheet = { headings: ["Plate", "Model", "Kennzeichen"], rows: [] };
  expect(matchHeadings(sheet, VEHICLE_COLUMNS).faults).toMatchObject([
    {
      row: 1,
      column: "Kennzeichen",
      field: "licensePlate",
      message: "is given twice, also by the column Plate",
    },
  ]);
});
