// Arabic texts of the carrier desk, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "register.tab.operation": "سير العمل",
  "register.title": "الناقلون",
};
