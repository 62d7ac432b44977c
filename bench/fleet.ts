import { z } from "zod";
import { DeviceWithSecret } from "../contracts/device.ts";
import { SignedIn } from "../contracts/session.ts";
import { Vehicle } from "../contracts/vehicle.ts";
import type { LoadDevice } from "./load/packets.ts";

/** The owner of a benchmark's system, which lives for minutes and on the loopback interface. */
export const BENCH_OWNER = { email: "owner@bench.example", password: "only-for-benchmarks" };

/** A car of a benchmark and its tracker. */
export type BenchCar = { readonly vehicleId: string; readonly device: LoadDevice };

/** A system's cars, and a token that may see them. */
export type BenchFleet = { readonly token: string; readonly cars: readonly BenchCar[] };

const post = async <Answer>(
  url: URL,
  body: object,
  answer: z.ZodType<Answer>,
  token?: string,
): Promise<Answer> => {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${url.pathname}: ${await response.text()}`);
  return answer.parse(await response.json());
};

/** Registers cars with a tracker each, through the API like anybody else. */
export const provisionFleet = async (apiUrl: string, count: number): Promise<BenchFleet> => {
  const at = (path: string): URL => new URL(path, apiUrl);
  const { token } = await post(at("/api/session"), BENCH_OWNER, SignedIn);
  const cars: BenchCar[] = [];
  for (let car = 0; car < count; car++) {
    const name = String(car).padStart(5, "0");
    const vehicle = await post(
      at("/api/vehicles"),
      { licensePlate: `BENCH ${name}`, model: "Benchmark", vehicleType: "car" },
      Vehicle,
      token,
    );
    const { id, secret } = await post(
      at("/api/devices"),
      { id: `bench-${name}`, vehicleId: vehicle.id, kind: "native" },
      DeviceWithSecret,
      token,
    );
    cars.push({ vehicleId: vehicle.id, device: { id, secret } });
  }
  return { token, cars };
};
