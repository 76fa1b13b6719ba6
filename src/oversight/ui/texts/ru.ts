// Russian texts of the ledger, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "ledger.title": "Журнал",
  "column.at": "Когда",
  "column.actor": "Кто",
  "column.action": "Что",
  "column.purpose": "Цель",
  "verify.start": "Проверить всю цепочку",
};
