// French texts of the flight board, the passenger list and the page of a traveller, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "board.title": "Vols",
  "board.direction.all": "Tous",
  "board.direction.inbound": "Arrivées",
  "board.direction.outbound": "Départs",
  "column.flight": "Vol",
  "column.route": "Itinéraire",
  "column.local": "Heure locale",
  "column.travellers": "Voyageurs",
  "column.alerts": "Alertes ouvertes",
  "column.state": "État",
};
