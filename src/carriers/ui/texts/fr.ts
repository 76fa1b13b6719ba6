// French texts of the carrier desk, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "register.tab.operation": "Exploitation",
  "register.title": "Transporteurs",
};
