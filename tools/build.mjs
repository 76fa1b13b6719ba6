// npm run build: installs what is missing and builds the screens, for a working unit (npm start does both too). Works on Node 20 with nothing installed.
import { buildScreens } from "./build-screens.mjs";
import { ensureInstalled, fail } from "./install.mjs";

ensureInstalled();
const outcome = buildScreens();
if (outcome === "failed") fail("The screens could not be built; the reason is above.");
console.log(outcome === "built" ? "The screens are built." : "The screens are up to date.");
