// French texts of hits that await INTERPOL's bureau.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Complete<typeof en> = {
  title: "Bureau d'INTERPOL",
  "state.AWAIT_NCB": "Réponse positive sur le document : le bureau ne l'a pas confirmée (AWAIT_NCB)",
  "state.CONFIRMED": "Réponse positive sur le document : confirmée par le bureau",
  "state.NOT_CONFIRMED": "Réponse positive sur le document : non confirmée par le bureau",
  waits:
    "Tant que le bureau ne l'a pas confirmée auprès de l'État émetteur, rien de défavorable n'est décidé à l'égard de cette personne.",
  due: "Réponse attendue :",
  "safety.called": "Pas attendue : la sécurité d'une personne était en jeu.",
  safety: "Ne pas attendre : la sécurité est en jeu",
  "safety.reason": "La sécurité de qui, et comment (20 caractères au moins)",
  "refused.await-ncb": "Le bureau n'a pas encore confirmé la réponse sur le document de cette personne.",
};
