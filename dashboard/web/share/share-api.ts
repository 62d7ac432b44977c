import { pageOf } from "../../../contracts/paging.ts";
import { type NewShareLink, ShareLink, ShareLinkWithToken } from "../../../contracts/share-link.ts";
import { getJson, postJson } from "../session/api.ts";

const LINKS = "/api/share-links";
const ShareLinkPage = pageOf(ShareLink);

/** The links of a car that hold, latest first. Throws `ApiError`. */
export const loadActiveLinks = async (vehicleId: string): Promise<readonly ShareLink[]> => {
  const query = new URLSearchParams({ vehicleId, state: "active", limit: "100" });
  return (await getJson(`${LINKS}?${query}`, ShareLinkPage)).items;
};

/** Makes a link; what opens it is in the answer and nowhere else. Throws `ApiError`. */
export const makeLink = (wish: NewShareLink): Promise<ShareLinkWithToken> =>
  postJson(LINKS, wish, ShareLinkWithToken);

/** Ends a link. Throws `ApiError`. */
export const revokeLink = (id: string): Promise<ShareLink> =>
  postJson(`${LINKS}/${encodeURIComponent(id)}/revoke`, {}, ShareLink);
