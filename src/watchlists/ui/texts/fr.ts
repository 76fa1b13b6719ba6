// French texts of the watchlists, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "lists.title": "Listes de surveillance",
  "lists.tab.lists": "Listes",
  "lists.tab.proposals": "Propositions",
  "column.list": "Liste",
  "column.code": "Code",
  "column.authority": "Propriétaire",
  "column.entries": "Entrées",
  "column.version": "En vigueur",
  "column.fresh": "Fraîcheur",
  "column.waits": "En attente d'une personne",
  "version.number": "Version {{version}}",
  "waits.version": "Version {{version}}",
  "list.tab.entries": "Entrées",
  "list.tab.versions": "Versions",
  "list.tab.proposals": "Propositions",
  "list.tab.about": "À propos",
  "list.import": "Importer un fichier",
  "state.draft": "En attente d'une personne",
  "state.active": "En vigueur",
  "state.superseded": "Remplacée",
  "state.refused": "Refusée",
  "state.rolled-back": "Retirée",
  "version.activate": "Mettre en vigueur",
  "act.add": "Nouvelle entrée",
  "act.change": "Modification",
  "act.remove": "Suppression",
  "proposal.approve": "Approuver",
  "proposal.refuse": "Refuser",
};
