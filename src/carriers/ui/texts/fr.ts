// French texts of the carrier desk, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  "register.tab.operation": "Exploitation",
  "register.title": "Transporteurs",
  "errorCodes.inhibits":
    "{{code}} pour {{finding}} se lirait NE PAS EMBARQUER. C’est toujours la décision de deux agents sur un voyageur, jamais ce qu’un constat dit de ses données : entrez un nombre de deux chiffres ou plus, par exemple 13.",
  "problem.error-code-inhibits":
    "Les systèmes liraient le code d’un constat comme NE PAS EMBARQUER. C’est toujours la décision de deux agents sur un voyageur : entrez un nombre de deux chiffres ou plus, par exemple 13.",
};
