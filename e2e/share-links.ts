import type { ShareLinkWithToken } from "../contracts/share-link.ts";
import type { Api } from "./api.ts";

/** Makes a link that holds for eight hours; answers the path of its page. */
const shareFor8h = async (api: Api, wish: object): Promise<string> =>
  (await api.post<ShareLinkWithToken>("/api/share-links", { validS: 28_800, ...wish })).path;

/** The latest route of the fleet that is over. Throws when nothing was driven. */
const latestRoute = async (api: Api): Promise<string> => {
  const { items } = await api.get<{ items: { id: string }[] }>(
    "/api/routes?status=COMPLETED&limit=1",
  );
  const [route] = items;
  if (!route) throw new Error("no route of the fleet has ended yet");
  return route.id;
};

/** Shares a car live and a route, for scenes to open. */
export const shareForScenes = async (
  api: Api,
  vehicleId: string,
): Promise<{ readonly sharedLivePath: string; readonly sharedRoutePath: string }> => ({
  sharedLivePath: await shareFor8h(api, { kind: "live", vehicleId }),
  sharedRoutePath: await shareFor8h(api, { kind: "route", routeId: await latestRoute(api) }),
});
