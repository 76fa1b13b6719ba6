// French texts of sign-in and of who is signed in, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "signIn.title": "Connexion",
  "signIn.name": "Nom d’utilisateur",
  "signIn.password": "Mot de passe",
  "signIn.submit": "Se connecter",
  "signIn.claim": "Unité d’informations passagers",
  "role.watch-officer": "Officier de permanence",
  "role.analyst": "Analyste",
  "role.supervisor": "Chef d’équipe",
  "role.rules-manager": "Responsable des règles",
  "role.legal-adviser": "Conseiller juridique",
};
