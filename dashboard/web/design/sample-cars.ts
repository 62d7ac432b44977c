/** A car as the samples show it. */
export type SampleCar = {
  readonly id: string;
  readonly plate: string;
  readonly model: string;
  readonly driver: string;
  readonly km: number;
  readonly litres: number;
};

const MODELS = ["Volvo V60", "VW ID.4", "Toyota Yaris", "Mercedes-Benz Sprinter 316 CDI"];
const DRIVERS = ["Åsa Lindqvist", "Jonas Weber", "María Ortega", "–"];

const sampleCar = (index: number): SampleCar => ({
  id: `car-${index}`,
  plate: `ABC ${String(100 + index)}`,
  model: MODELS[index % MODELS.length] ?? "",
  driver: DRIVERS[(index * 7) % DRIVERS.length] ?? "",
  km: ((index * 7_919) % 4_000) + 12.4,
  litres: ((index * 104_729) % 600) / 10,
});

/** So many cars, always the same. */
export const sampleCars = (count: number): readonly SampleCar[] =>
  Array.from({ length: count }, (_none, index) => sampleCar(index));
