// French texts of who persons of alerts and cases are.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Complete<typeof en> = {
  title: "Qui sont les personnes",
  protects: "À aider ou à entendre : {{category}}",
  "protects.text":
    "La liste donne cette personne comme disparue, victime, témoin ou contact. Rien de défavorable ne suit de cette alerte : ni consigne d’embarquement, ni transmission comme suspect. Une correspondance confirmée va à la protection.",
  who: "Qui est la personne",
  change: "Modifier",
  "change.of": "Modifier qui est {{name}}",
  category: "Qui est la personne",
  reason: "Pourquoi",
  "reason.hint": "Ce qui le montre. Un changement plus lourd pour la personne attend un autre agent.",
  submit: "Modifier",
  done: "Modifié",
  doneWaits: "En attente d’un autre agent",
  waits: "{{name}} demande que cette personne soit donnée comme : {{category}}",
  approve: "Approuver",
  refuse: "Refuser",
  "decision.reason": "Pourquoi",
  own: "Un autre agent décide de votre demande.",
  missingReason: "Écrivez au moins trois lettres",
  confirmedHint: "Protection seulement : la personne est à aider ou à entendre",
  "problem.category-protects": "Cette personne est à aider ou à entendre : choisissez la protection.",
  "problem.adverse-wording": "Ces mots accusent quelqu’un. Écrivez ce dont la personne a besoin.",
  "problem.source-protects":
    "La liste donne cette personne comme à aider ou à entendre. Faites d’abord modifier la liste.",
  "problem.no-category-change": "Aucun changement n’attend plus.",
  "problem.no-such-link": "Le dossier n’a plus cette personne.",
  "problem.four-eyes": "Vous l’avez demandé vous-même : un autre agent décide.",
  "problem.case-not-open": "Ce dossier est clos.",
  "is.suspect": "Suspect",
  "is.convicted": "Condamné",
  "is.wanted": "Recherché",
  "is.missing": "Disparu",
  "is.victim": "Victime",
  "is.witness": "Témoin",
  "is.contact": "Contact",
  "is.other": "Autre",
};
