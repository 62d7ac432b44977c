/** Where the page of a shared link is; what opens the link follows. */
export const SHARE_PATH = "/s/";

/** What opens a shared link, from the path of its page; undefined for another page. */
export const tokenOfSharePath = (path: string): string | undefined => {
  const [token = "", ...rest] = path.slice(SHARE_PATH.length).split("/");
  const isOne = path.startsWith(SHARE_PATH) && token !== "" && rest.every((part) => part === "");
  return isOne ? token : undefined;
};
