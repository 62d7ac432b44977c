import "./page/page.css";
import { z } from "zod";
import { switchLocale } from "./i18n/catalogue.ts";
import { tokenOfSharePath } from "../../contracts/share-path.ts";
import { readPreferredLocale } from "./i18n/language.ts";
import { tellLineReturn } from "./page/line-return.ts";
import { applyStoredTheme } from "./page/theme.ts";
import { openFromNotifications } from "./push/open-from-notification.ts";
import { registerServiceWorker } from "./offline/service-worker-registration.ts";
import { shellText } from "./shell/text.ts";

// The content security policy forbids compiling code at run time, which is how zod is fastest.
z.config({ jitless: true });
applyStoredTheme();
await switchLocale(readPreferredLocale());
await shellText.load();
await import("./shell/roadledger-app.ts");
openFromNotifications();
addEventListener("online", tellLineReturn);
// who was sent a link need not keep the whole product on their phone
const isForGuest = tokenOfSharePath(location.pathname) !== undefined;
if (import.meta.env.PROD && !isForGuest) void registerServiceWorker();
