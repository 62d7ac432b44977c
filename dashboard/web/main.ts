import "./page/page.css";
import { z } from "zod";
import { applyStoredTheme } from "./page/theme.ts";

// The content security policy forbids compiling code at run time, which is how zod is fastest.
z.config({ jitless: true });
applyStoredTheme();
await import("./elements/roadledger-app.ts");
