// French texts of alerts and cases, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "queue.title": "Alertes",
  "queue.next": "Prendre la suivante",
  "column.flight": "Vol",
  "column.person": "Personne",
  "decision.title": "Décision",
  "decision.no-match": "Pas de correspondance",
  "decision.confirmed": "Confirmée",
  "cases.title": "Dossiers",
  "directive.message.again": "renvoyé selon l’accord :",
  "directive.message.officer": "officier de service averti :",
};
