// French texts of the calibration.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Complete<typeof en> = {
  "calibration.title": "Calibrage",
  "calibration.text":
    "Une courbe transforme les bits d’une correspondance en probabilité. Elle peut être ajustée aux décisions des personnes : hors ligne, sur proposition de l’une, en vigueur seulement si une autre l’approuve. Elle ne change jamais d’elle-même.",
  "calibration.inForce": "En vigueur",
  "calibration.own": "La courbe propre au moteur. Personne n’en a mis d’autre en vigueur.",
  "calibration.engine": "Moteur",
  "calibration.version": "Calibrage {{version}}",
  "calibration.otherEngine":
    "Il a été ajusté sur le moteur {{version}} ; le moteur est maintenant un autre. Faites-en ajuster un nouveau.",
  "calibration.takeBack": "Retirer",
  "calibration.takeBack.text":
    "Le calibrage précédent, ou la courbe du moteur, revient aussitôt en vigueur, et tous ceux qui voyageront encore sont contrôlés par lui.",
  "calibration.rests": "Décisions sur lesquelles s’appuyer",
  "calibration.rests.text":
    "Une paire voyageur – personne listée a une voix : la dernière décision qui tient. Un second examen à l’aveugle a le même poids que le premier.",
  "told.decided": "Alertes décidées",
  "told.votes": "Voix",
  "told.same": "La même personne",
  "told.different": "Une autre personne",
  "told.disputed": "Examinateurs en désaccord",
  "told.cannotTell": "Personne n’a pu le dire",
  "told.withdrawn": "Retirées ensuite",
  "told.repeated": "La même paire à nouveau",
  "told.otherEngine": "Par un autre moteur",
  "calibration.lacking": "Trop peu de décisions pour un calibrage",
  "calibration.lacking.text":
    "Il manque : {{votes}} voix en tout, {{same}} disant la même personne, {{different}} disant une autre.",
  "calibration.propose": "En faire ajuster un",
  "calibration.propose.text":
    "Il est ajusté en arrière-plan avec ce qu’il changerait. Une autre personne décide.",
  "calibration.proposed": "Proposé",
  "calibration.proposedSaid": "Ajustement en cours",
  "calibration.fitting": "Ajustement et essai : {{done}} vols sur {{flights}}",
  "calibration.mine": "Vous l’avez proposé ; une autre personne décide.",
  "calibration.approve": "Mettre en vigueur",
  "calibration.refuse": "Refuser",
  "calibration.done": "Décidé",
  "calibration.reason": "Motif",
  "calibration.reason.hint": "Il reste au registre.",
  "calibration.reason.lacking": "Dites pourquoi, en trois lettres au moins.",
  "calibration.before": "Précédents",
  "calibration.proposedBy": "Proposé par",
  "calibration.method.platt": "deux nombres sur la courbe en vigueur, retenus près d’elle (peu de voix)",
  "calibration.method.isotonic":
    "paliers toujours croissants, chacun attiré vers la courbe en vigueur (beaucoup de voix)",
  "calibration.method": "Méthode",
  "calibration.dataSet": "Jeu de données",
  "calibration.state.fitting": "en cours d’ajustement",
  "calibration.state.waiting": "en attente",
  "calibration.state.active": "en vigueur",
  "calibration.state.superseded": "remplacé",
  "calibration.state.refused": "refusé",
  "calibration.state.withdrawn": "retiré",
  "calibration.state.failed": "n’a pu être ajusté",
  "hindered.title": "Il ne peut pas être mis en vigueur",
  "hindered.too-few": "Trop peu d’alertes ont été décidées.",
  "hindered.no-gain":
    "Sur des décisions qui n’ont pas servi à l’ajuster, il ne promet pas mieux que la courbe en vigueur.",
  "hindered.finds-fewer":
    "Il trouve moins de personnes listées inventées : plus de deux sur cent de moins, en tout, d’un groupe ou d’un genre.",
  "hindered.misses-a-group": "Il manque un groupe de noms de plus de trois sur cent de plus que l’ensemble.",
  "hindered.alerts-a-group":
    "Il alerte sur un groupe de noms plus de trois fois plus souvent que sur l’ensemble.",
  "reliability.title": "Ce qu’il promet et ce qui fut trouvé",
  "reliability.text":
    "Sur des alertes décidées, chacune jugée par une courbe ajustée sans elle (cinq parts). Sur la ligne, ce qui est promis est ce qui fut trouvé.",
  "reliability.measure": "Mesure",
  "reliability.now": "Courbe en vigueur",
  "reliability.then": "Proposée",
  "reliability.error": "Erreur de calibrage attendue (dix classes)",
  "reliability.brier": "Score de Brier",
  "reliability.bin": "Promis",
  "reliability.picture":
    "Diagramme : probabilité promise en abscisse, part trouvée en ordonnée ; le tableau dessous donne les nombres.",
  "reliability.caption":
    "Part reconnue comme la même personne, par probabilité promise (voix entre parenthèses)",
  "bands.caption": "Alertes sur les voyageurs des {{days}} derniers jours ({{travellers}} contrôlés)",
  "bands.enter": "Entreraient",
  "bands.leave": "Sortiraient",
  "evenness.caption":
    "Voyageurs inventés selon la formation de leur nom : personnes listées trouvées, voyageurs ordinaires alertés",
  "evenness.found": "Trouvées",
  "evenness.alerted": "Alertés, sur mille",
  "evenness.to": "{{before}} → {{after}}",
  "beyond.missed": "Manqué plus que d’autres",
  "beyond.lost": "Moins trouvé que maintenant",
  "beyond.alerted": "Alerté plus que d’autres",
  "curve.caption": "Probabilité par bits",
  "curve.bits": "Bits",
  "problem.too-few-decisions": "Trop peu d’alertes ont été décidées pour un calibrage.",
  "problem.model-open": "Un autre calibrage est en cours d’ajustement ou attend sa décision.",
  "problem.no-such-model": "Ce calibrage n’existe pas. Rechargez la page.",
  "problem.model-decided": "Ce calibrage n’attend plus de décision.",
  "problem.model-hindered":
    "Quelque chose s’y oppose, comme le disent ses chiffres. Il ne peut être que refusé.",
  "problem.model-outdated":
    "Un autre moteur ou calibrage est en vigueur que lors de son ajustement. Refusez-le et proposez-en un autre.",
  "problem.model-not-repeatable":
    "Réajusté à partir des mêmes décisions, il n’est pas le même. Refusez-le et prévenez qui s’occupe de cette installation.",
  "problem.model-not-in-force": "Ce calibrage n’est plus en vigueur.",
};
