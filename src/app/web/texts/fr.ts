// French texts of the shell, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  skip: "Aller au contenu",
  "nav.flights": "Vols",
  "nav.alerts": "Alertes",
  "nav.cases": "Dossiers",
  "nav.watchlists": "Listes",
  "nav.criteria": "Critères",
  "nav.messages": "Messages",
  "nav.carriers": "Transporteurs",
  "nav.quality": "Qualité",
  "nav.ledger": "Registre",
  "banner.demo": "DÉMONSTRATION",
  "banner.demo.text":
    "Toutes les personnes, tous les vols et toutes les listes sont fictifs. Ne saisissez aucune donnée réelle.",
  "search.open": "Rechercher ou commander",
  "menu.language": "Langue",
  "menu.theme": "Thème",
  "menu.signOut": "Se déconnecter",
  "status.connected": "En direct",
  "check.link": "Pour les transporteurs : vérifier un message",
  "send.link": "Pour les transporteurs : envoyer une liste",
  "certify.link": "Pour les transporteurs : certification",
  "menu.theme.dark": "Sombre",
  "menu.theme.light": "Clair",
  "menu.theme.system": "Comme le système",
};
