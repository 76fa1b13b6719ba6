// Arabic texts of the ledger, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "ledger.title": "السجل",
  "column.at": "متى",
  "column.actor": "من",
  "column.action": "ماذا",
  "column.purpose": "الغرض",
  "verify.start": "التحقق من السلسلة كلها",
};
