// Arabic texts of the certification, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "certificates.title": "النتائج الموقعة",
};
