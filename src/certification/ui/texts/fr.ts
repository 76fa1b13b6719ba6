// French texts of the certification, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "certificates.title": "Certificats signés",
};
