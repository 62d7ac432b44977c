import { lookAtEveryPage } from "./page-quality.ts";

lookAtEveryPage("phone");
