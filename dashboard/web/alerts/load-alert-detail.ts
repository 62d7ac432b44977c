import { AlertDetail } from "../../../contracts/detected.ts";
import { getJson } from "../session/api.ts";

/** An alert with its life so far and the occurrences it tells of. Throws `ApiError`. */
export const loadAlertDetail = (id: string, signal?: AbortSignal): Promise<AlertDetail> =>
  getJson(`/api/alerts/${encodeURIComponent(id)}`, AlertDetail, signal);
