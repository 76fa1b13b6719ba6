// The texts in French.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Complete<typeof en> = {
  title: "Logiciel",
  about:
    "Logiciel et réglages changent le traitement des données des personnes. Une version entre en service dès l’accord d’une deuxième personne ; sinon, un serveur ne démarre pas.",
  now: "En service ici",
  version: "Version",
  standing: "État",
  "standing.first": "rien n’a encore tourné",
  "standing.approved": "approuvée",
  "standing.emergency": "en service en urgence, accord attendu",
  "standing.refused": "refusée par la deuxième personne",
  "standing.unapproved": "sans accord",
  "standing.exempt": "démonstration : aucun accord nécessaire",
  digest: "Empreinte",
  software: "Empreinte du logiciel",
  due: "Accord attendu avant",
  reason: "Motif",
  ask: "Demander une version",
  "ask.how":
    "Exécutez « openpiu release digest » à côté du nouveau logiciel, avec ses futurs réglages, et collez la ligne affichée. Elle ne contient aucun secret. Un chef d’équipe ou un autre administrateur donne son accord.",
  "ask.line": "Ce que la commande a affiché",
  "ask.line.hint": "Une ligne entre accolades",
  "ask.line.lacking": "Collez la ligne entière affichée par la commande.",
  "ask.reason": "Ce qui change, et pourquoi",
  "ask.reason.lacking": "Dites ce qui change, en trois caractères au moins.",
  "ask.send": "Demander",
  "ask.done": "Demandé : une deuxième personne décide",
  starts: "Démarrages",
  "starts.at": "Démarré",
  "starts.server": "Serveur",
  "starts.way": "Sur quelle base",
  "starts.none": "Rien n’est noté",
  "starts.none.text": "Une démonstration ne note pas ses démarrages ; une unité en service note chacun.",
  "way.first": "le premier de cette unité",
  "way.approved": "accord d’une deuxième personne",
  "way.emergency": "urgence :",
  settings: "Réglages",
  "settings.about":
    "Ceux qui changent le traitement. Mots de passe, clés et ce qui relève d’une seule machine n’y figurent pas.",
  "notice.emergency": "La version {{version}} est en service sans deuxième personne.",
  "notice.refused": "Une deuxième personne a refusé la version {{version}}, et elle est en service.",
  "notice.due": "Accord attendu avant",
  "notice.overdue": "L’accord était attendu avant",
  "notice.open": "Ouvrir le logiciel",
  "problem.release-malformed":
    "L’empreinte ne correspond pas. Reprenez la ligne entière affichée par la commande.",
  "problem.release-approved": "Cette version est déjà approuvée.",
  "problem.joint-asked": "Attend déjà une deuxième personne.",
};
