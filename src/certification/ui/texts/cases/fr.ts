// The conformance cases in French: what each is called, and what to send to it.
export const fr: Readonly<Record<string, string>> = {
  "say.101.title": "Un voyageur",
  "say.101.send":
    "Une liste de passagers (BGM 745) d’un adulte avec passeport, date de naissance, sexe et nationalité ; vol, aéroports et heures ; CNT 42.",
  "say.102.title": "Deux adultes et un bébé",
  "say.102.send":
    "Une liste de passagers de deux adultes et d’un bébé né moins de deux ans avant le vol, qui peut partager le siège d’un adulte.",
  "say.103.title": "Un vol complet",
  "say.103.send": "Une liste de 100 passagers ou plus dans un seul message.",
  "say.104.title": "Liste d’équipage",
  "say.104.send":
    "Une liste d’équipage (BGM 250) d’au moins deux membres (NAD FM), chacun avec sa fonction (EMP).",
  "say.105.title": "Voyageur en transit",
  "say.105.send":
    "Une liste de passagers avec un voyageur en transit (NAD DDU), dont le voyage finit à un autre aéroport (LOC 179) que le vol.",
  "say.106.title": "Passeport et visa",
  "say.106.send":
    "Une liste de passagers avec un voyageur qui a un passeport (DOC P) et un visa (DOC V), dans le groupe d’une seule personne.",
  "say.107.title": "Un nom avec apostrophe",
  "say.107.send":
    "Une liste de passagers avec un voyageur dont le nom contient une apostrophe, par exemple O'EXAMPLE, précédée de votre caractère d’échappement.",
  "say.108.title": "Deux étapes",
  "say.108.send":
    "Une liste de passagers pour un vol de deux étapes ou plus, chacune avec ses aéroports et ses heures.",
  "say.109.title": "Une liste en parties",
  "say.109.send":
    "Une liste en deux messages ou plus, avec la même référence d’accès (UNH 0068), numérotés de 01:C à nn:F (UNH 0070, 0073), une transmission après l’autre ou ensemble.",
  "say.110.title": "Vos propres séparateurs",
  "say.110.send":
    "Une liste de passagers dans un interchange avec UNA et d’autres séparateurs que + : ' (à omettre si vous n’en employez jamais d’autres).",
  "say.201.title": "Demande pour un voyageur",
  "say.201.send":
    "Une demande pour un voyageur avec référence de passager (RFF ABO) et référence de transaction (RFF TN). La réponse est OK.",
  "say.202.title": "Demande pour un groupe de dix",
  "say.202.send":
    "Une demande pour cinq à dix voyageurs, chacun avec sa propre référence de passager. Tous reçoivent leur réponse dans un seul message.",
  "say.203.title": "Ne pas embarquer",
  "say.203.send":
    "Une demande pour deux voyageurs. Pour le premier, la réponse est NE PAS EMBARQUER : vérifiez que votre enregistrement le retient, et lui seul.",
  "say.204.title": "Modification des données d’un voyageur",
  "say.204.send":
    "D’abord le cas 201, puis de nouveau son voyageur avec une modification (BGM 745 et CP) du document, sous la même référence de passager.",
  "say.205.title": "Annulation",
  "say.205.send": "L’annulation d’une demande (BGM 745 et XR), qui nomme le voyageur par sa référence.",
  "say.206.title": "Clôture avec les personnes à bord",
  "say.206.send": "Une clôture de vol (BGM 266 et CLOB) qui nomme les personnes à bord par leur référence.",
  "say.207.title": "Vol annulé",
  "say.207.send": "L’annulation d’un vol (BGM 266 et XF).",
  "say.208.title": "Un OK retiré",
  "say.208.send":
    "D’abord une demande pour un voyageur : la réponse est OK, et elle est suivie d’un message spontané NE PAS EMBARQUER (BGM 132). Ensuite votre accusé de réception (CUSRES, BGM 312, le même RFF TN).",
  "say.301.title": "Envoi complet d’une réservation",
  "say.301.send":
    "Un envoi complet (MSG 22) d’un PNR : code et date de création (RCI), un voyageur (TIF), le vol (TVL), EQN 1.",
  "say.302.title": "Documents de voyage dans la réservation",
  "say.302.send": "Un envoi avec SSR DOCS d’un voyageur : document, date de naissance, sexe.",
  "say.303.title": "Une famille",
  "say.303.send":
    "Un envoi avec un PNR de deux adultes, d’un enfant et d’un bébé, chacun dans son propre TIF.",
  "say.304.title": "Billet et paiement",
  "say.304.send":
    "Un envoi avec numéro de billet (TKT), montant (MON) et mode de paiement (FOP). Employez un numéro de carte d’une plage d’essai.",
  "say.305.title": "Enregistrement, sièges et bagages",
  "say.305.send": "Un envoi à la clôture : enregistrement, siège (SSD) et bagages (TBD) d’un voyageur.",
  "say.306.title": "Mise à jour avec annulation",
  "say.306.send": "Une mise à jour (MSG 141) avec un PNR annulé : SRC, RCI et un ORG vide, rien d’autre.",
  "say.307.title": "Un envoi en parties",
  "say.307.send":
    "Un envoi en deux messages ou plus, avec la même référence d’accès, numérotés de 01:C à nn:F ; EQN compte les PNR de toutes les parties.",
  "say.308.title": "Une réservation divisée",
  "say.308.send": "Un envoi avec un PNR divisé : EQN et RCI nomment l’autre.",
  "say.401.title": "La même chose encore une fois",
  "say.401.send":
    "N’importe quelle liste ou n’importe quel envoi sans erreur, puis exactement les mêmes octets encore une fois, comme après un accusé de réception perdu.",
  "say.501.title": "Volume de pointe",
  "say.501.send":
    "Commencez l’essai, puis envoyez ici dans le temps donné autant de listes ou d’envois qu’il en demande, sans erreur et tous différents. Chacun doit avoir sa réponse dans le temps convenu.",
};
