// French sentences of the ledger about penalties of carriers.
import type { Complete } from "#design/ui";
import type { enPenalties } from "./en.ts";

export const frPenalties: Complete<typeof enPenalties> = {
  "action.penalty.drafted": "Dossier de sanction rédigé",
  "action.penalty.changed": "Projet de dossier de sanction modifié",
  "action.penalty.notified": "Dossier de sanction envoyé au transporteur",
  "action.penalty.failure-set-aside": "Manquement écarté",
  "action.penalty.dropped": "Dossier de sanction abandonné",
  "action.penalty.heard": "Transporteur entendu dans un dossier de sanction",
  "action.penalty.disputed": "Dossier de sanction contesté",
  "action.penalty.dispute-decided": "Contestation d’un transporteur tranchée",
  "action.penalty.asked": "Avis du juriste demandé sur une sanction",
  "action.penalty.sent": "Sanction proposée à l’autorité",
  "action.penalty.decided": "L’autorité a statué sur une sanction",
  "action.penalty.file-read": "Dossier de sanction lu",
  "action.penalty.read-by-carrier": "Le transporteur a lu ses dossiers de sanction",
  "subject.penalty": "dossier de sanction",
  "subject.penalty-proposal": "proposition de sanction",
};
