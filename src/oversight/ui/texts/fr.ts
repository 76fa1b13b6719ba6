// French texts of the ledger, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "ledger.title": "Registre",
  "column.at": "Quand",
  "column.actor": "Qui",
  "column.action": "Quoi",
  "column.purpose": "Finalité",
  "verify.start": "Vérifier toute la chaîne",
};
