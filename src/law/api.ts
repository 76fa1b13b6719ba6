export { profileOf, labelOf, type ProfileDocument } from "./document.ts";
export { profileKeys, keyGroups } from "./keys.ts";
export { defaultProfile, shippedProfiles } from "./shipped.ts";
export { limitText, profileFaults } from "./validator.ts";
