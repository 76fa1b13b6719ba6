// French texts of the messages received, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "list.title": "Messages",
  "list.caption": "Messages reçus, le plus récent en premier",
  "list.show": "État",
  "list.show.all": "Tous",
  "list.kind": "Type de message",
  "list.kind.all": "Tous les types",
  "list.carrier.short": "Transporteur",
  "list.findings": "Avec constats",
  "column.received": "Reçu",
  "column.kind": "Type",
  "column.carrier": "Transporteur",
  "column.flight": "Vol",
  "column.channel": "Canal",
  "column.state": "État",
  "column.travellers": "Voyageurs",
  "column.bookings": "Réservations",
  "column.findings": "Constats",
  "state.processed": "Traité",
  "state.refused": "Refusé",
  "state.quarantined": "En quarantaine",
  "state.duplicate": "Déjà reçu",
  "inspector.tab.source": "Message",
  "inspector.tab.answer": "Réponse envoyée",
  "inspector.findings": "Constats",
};
