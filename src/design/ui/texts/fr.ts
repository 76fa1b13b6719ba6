// French texts of the shared pieces, as far as they are written.
import type { Partly } from "../texts.ts";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "span.past": "il y a {{span}}",
  "span.days": "{{whole}} j {{rest}} h",
  "state.loading": "Chargement",
  "state.error.title": "Chargement impossible",
  "state.retry": "Réessayer",
  "state.filtered.title": "Aucun résultat",
  "state.filtered.clear": "Effacer le filtre",
  "live.new_one": "{{count}} nouveau",
  "live.new_many": "{{count}} nouveaux",
  "live.new_other": "{{count}} nouveaux",
  "live.load": "Afficher",
  "keys.title": "Clavier",
  "purpose.label": "Finalité",
  "purpose.title": "Pourquoi consulter des données personnelles ?",
  "severity.strong": "Forte",
  "severity.possible": "Possible",
  "severity.weak": "Faible",
  "severity.error": "Erreur",
  "severity.warning": "Avertissement",
  "severity.info": "Remarque",
  "form.problem": "Il y a un problème",
  "form.title": "Erreur",
  "table.more": "Afficher plus",
  "copy.do": "Copier",
  "copy.done": "Copié",
  "page.print": "Imprimer",
};
