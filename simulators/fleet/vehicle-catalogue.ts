import type { EngineModel } from "../models/engine.ts";

/** A car model as a rental buys it. */
export type VehicleSpec = {
  readonly model: string;
  readonly vehicleType: "CAR" | "VAN";
  /** The rental's own price group. */
  readonly group: string;
  readonly fuelType: "PETROL" | "DIESEL" | "HYBRID";
  readonly tankLitres: number;
  /** What the tour planner expects it to burn in town, litres per km. */
  readonly litresPerKm: number;
  readonly engine: EngineModel;
};

/** Useful kWh per litre: petrol 9.0 at 27 %, a hybrid's 34 %, diesel 9.9 at 34 %. */
const KWH_PER_LITRE = { PETROL: 2.4, HYBRID: 3.1, DIESEL: 3.4 } as const;

/** Work at the wheels per tonne and km in town, and the speed there: means of simulated drives. */
const TOWN_KWH_PER_TONNE_KM = 0.09;
const TOWN_KMH = 38;

type Row = readonly [
  model: string,
  vehicleType: VehicleSpec["vehicleType"],
  group: string,
  fuelType: VehicleSpec["fuelType"],
  tankLitres: number,
  massKg: number,
  dragAreaM2: number,
  idleLph: number,
];

/** Tank, kerb mass with a driver, drag area: manufacturers' data sheets, rounded. */
const ROWS: readonly Row[] = [
  ["Volkswagen Polo 1.0 TSI", "CAR", "Small", "PETROL", 40, 1_200, 0.62, 0.6],
  ["Toyota Yaris Hybrid", "CAR", "Small", "HYBRID", 36, 1_160, 0.61, 0.25],
  ["Kia Ceed Sportswagon", "CAR", "Estate", "PETROL", 50, 1_380, 0.66, 0.7],
  ["Volkswagen Golf 1.5 TSI", "CAR", "Compact", "PETROL", 50, 1_340, 0.62, 0.65],
  ["Škoda Octavia Combi 2.0 TDI", "CAR", "Estate", "DIESEL", 45, 1_500, 0.61, 0.5],
  ["Volvo V60 B4", "CAR", "Estate", "PETROL", 60, 1_750, 0.68, 0.7],
  ["Volvo XC40 B3", "CAR", "SUV", "PETROL", 54, 1_680, 0.78, 0.7],
  ["Toyota Corolla Touring Sports", "CAR", "Estate", "HYBRID", 43, 1_440, 0.63, 0.25],
  ["Renault Clio TCe 90", "CAR", "Small", "PETROL", 42, 1_210, 0.63, 0.6],
  ["Volkswagen Transporter 2.0 TDI", "VAN", "Van", "DIESEL", 70, 2_150, 1.02, 0.75],
  ["Ford Transit Custom 2.0 EcoBlue", "VAN", "Van", "DIESEL", 70, 2_200, 1.1, 0.75],
  ["Renault Kangoo Blue dCi", "VAN", "Small van", "DIESEL", 54, 1_600, 0.9, 0.55],
];

const specOf = (row: Row): VehicleSpec => {
  const [model, vehicleType, group, fuelType, tankLitres, massKg, dragAreaM2, idleLph] = row;
  const kwhPerLitre = KWH_PER_LITRE[fuelType];
  return {
    model,
    vehicleType,
    group,
    fuelType,
    tankLitres,
    litresPerKm: (TOWN_KWH_PER_TONNE_KM * massKg) / 1_000 / kwhPerLitre + idleLph / TOWN_KMH,
    engine: { massKg, dragAreaM2, idleLph, kwhPerLitre },
  };
};

/** What the simulated rental owns. */
export const VEHICLE_CATALOGUE: readonly VehicleSpec[] = ROWS.map(specOf);
