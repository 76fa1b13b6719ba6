export { admitRelease, admitSoftware, noteStart, short } from "./admission.ts";
export { releaseDigest, type Release } from "./release.ts";
export { askRelease } from "./releases.ts";
export { releaseRoutes, type ReleaseServices } from "./routes.ts";
export { settingsOf } from "./settings.ts";
export { softwareHere } from "./software.ts";
export { startRows } from "./store.ts";
