import { z } from "zod";
import { navigate } from "../routing/router.ts";

/** What the service worker asks of a page that is open: to show another of its addresses. */
const OpenRequest = z.object({ open: z.string().regex(/^\/(?!\/)/) });

/** Opens what a notification is about in this page, as a link in it would. */
export const openFromNotifications = (): void => {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    const request = OpenRequest.safeParse(data);
    if (request.success) navigate(request.data.open);
  });
};
