import { Assignment } from "../../../contracts/assignment.ts";
import { Booking } from "../../../contracts/booking.ts";
import { Driver } from "../../../contracts/driver.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { getJson, postJson } from "../session/api.ts";

const AssignmentPage = pageOf(Assignment);

/** Who drives a car now, since when, and how to reach them; null for nobody. */
export type CarDriver = { readonly assignment: Assignment; readonly driver: Driver } | null;

/** Reads who drives a car now. Throws `ApiError`. */
export const loadCarDriver = async (vehicleId: string, signal: AbortSignal): Promise<CarDriver> => {
  const query = new URLSearchParams({ vehicleId, active: "true", limit: "1" });
  const { items } = await getJson(`/api/assignments?${query}`, AssignmentPage, signal);
  const [assignment] = items;
  if (!assignment) return null;
  const driver = await getJson(`/api/drivers/${assignment.driverId}`, Driver, signal);
  return { assignment, driver };
};

/** Asks to let a customer keep the car until `dueMs`. Throws `ApiError`. */
export const askExtension = (bookingId: string, dueMs: number, note: string): Promise<Booking> =>
  postJson(
    `/api/bookings/${bookingId}/extensions`,
    { dueAt: new Date(dueMs).toISOString(), ...(note.trim() !== "" && { note }) },
    Booking,
  );

/** Lets a customer keep the car longer, or not. Throws `ApiError`. */
export const decideExtension = (
  extensionId: string,
  decision: "approve" | "deny",
): Promise<Booking> => postJson(`/api/extensions/${extensionId}/${decision}`, {}, Booking);
