// French texts of planned stops.
import type { Complete, Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Complete<typeof en> & Partly<typeof en> = {
  title: "Arrêts prévus",
  none: "Aucun arrêt n’est prévu.",
  announce: "Annoncer un arrêt",
  "announce.submit": "Annoncer maintenant",
  "announce.done": "Annoncé : les transporteurs le voient désormais",
  "announce.lead":
    "Les transporteurs le voient aussitôt sur leur page et par GET /v1/planned-stops, la salle de veille dès {{hours}} heures avant. Un transporteur sans autre canal n’est pas tenu pour en retard de ce qui échoit pendant l’arrêt, ni durant l’heure qui suit.",
  from: "Début (UTC)",
  until: "Fin (UTC)",
  "from.missing": "Indiquez le début.",
  "until.missing": "Indiquez la fin.",
  "times.order": "Le début doit précéder la fin.",
  channels: "Canaux fermés pendant l’arrêt",
  "channels.missing": "Choisissez au moins un canal.",
  text: "Ce que les transporteurs doivent savoir",
  "text.hint": "La raison, et comment envoyer entre-temps. Aucun nom de voyageur.",
  "text.missing": "Saisissez au moins trois caractères.",
  short: "L’arrêt commence dans moins de {{hours}} heures : téléphonez aussi aux transporteurs.",
  "said.coming": "Arrêt prévu",
  "said.now": "Arrêt prévu en cours",
  "said.times": "{{from}} – {{until}} UTC",
  by: "annoncé par {{name}},",
  withdraw: "Annuler",
  end: "Terminer maintenant",
  "withdraw.text": "Les transporteurs ne le voient plus, et les délais valent de nouveau.",
  "end.text": "L’arrêt se termine maintenant. Ce qui est échu entre-temps est en retard dans une heure.",
  "withdraw.done": "Annulé",
  "end.done": "Terminé",
  leave: "Laisser",
  over: "Arrêts passés",
  withdrawn: "annulé ou terminé avant l’heure",
  "problem.planned-stop-malformed":
    "La fin doit être à venir, l’arrêt durer sept jours au plus et commencer dans les 400 jours.",
  "problem.planned-stop-over": "Cet arrêt est passé, ou a déjà été annulé.",
  "problem.no-such-planned-stop": "Cet arrêt n’existe pas.",
};
