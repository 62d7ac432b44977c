import { lookAtEveryPage } from "./page-quality.ts";

lookAtEveryPage("wide");
