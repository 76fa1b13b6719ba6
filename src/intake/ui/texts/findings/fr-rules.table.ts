// French sentences of rules in general words: of each whose findings have values of their own.
export const frRules: Readonly<Record<string, string>> = {
  "rule.EDI13":
    "Un élément obligatoire manque dans l’en-tête de l’interchange ou du message : émetteur, destinataire ou référence.",
  "rule.EDI21":
    "Des caractères sont hors du répertoire déclaré par UNB. Envoyez des majuscules ou déclarez un répertoire plus large.",
  "rule.EDI24": "La date et l’heure de préparation dans UNB ne sont pas une date et une heure.",
  "rule.DATE_FUTURE":
    "L’interchange se dit préparé après son arrivée : horloge fausse, ou heure locale au lieu de l’heure UTC ?",
  "rule.DATE_OLD": "L’interchange a été préparé il y a plus longtemps que convenu.",
  "rule.EDI7": "L’interchange est adressé à un autre destinataire que cette unité.",
  "rule.EDI25":
    "L’interchange est marqué comme essai (UNB 0035). Envoyez-le sans cette marque quand les données sont réelles.",
  "rule.EDI26": "Une référence de message sert deux fois dans un interchange. UNH 0062 doit y être unique.",
  "rule.EDI28":
    "Un segment de fin porte une autre référence que son en-tête. Les deux doivent être identiques.",
  "rule.EDI29":
    "Un segment de fin compte autre chose que ce qui le précède. Recomptez après la dernière modification.",
  "rule.EDI32": "Un interchange, un groupe ou un message est vide.",
  "rule.EDI33": "Des octets se trouvent hors de tout message et n’ont pas été lus.",
  "rule.EDI46":
    "UNB déclare un jeu de caractères non pris en charge : le contenu a été lu en UTF-8 ou Windows-1252. Déclarez UNOA à UNOL ou UNOW à UNOY.",
  "rule.EDI47": "L’en-tête du message ne va pas avec celui de l’interchange : UNB avec UNH, ou UIB avec UIH.",
  "rule.TRAILER_MISSING":
    "Un segment de fin manque : son en-tête n’est pas fermé. La fin a pu se perdre en route ; ce qui est arrivé a été lu.",
  "rule.KIND_DAMAGED":
    "UNH nomme un type de message qui n’existe pas : il a été lu comme le type le plus proche.",
  "rule.HEADER_MISSING": "Un segment de fin ferme ce qu’aucun en-tête n’a ouvert.",
  "rule.TERMINATOR_LOST":
    "Des segments n’ont pas de terminateur : chacun a été arrêté à la fin de ligne avant l’étiquette suivante, ou à la fin des données.",
  "rule.SEGMENT_TOO_LONG": "Des segments sont plus longs que ce qui est lu : le reste a été laissé de côté.",
  "rule.SEGMENT_EMPTY": "Des terminateurs se suivent sans segment entre eux.",
  "rule.TRANSPORT_TEXT": "Du texte de transport entoure l’interchange ; il a été ignoré.",
  "rule.CONTENT_DECODED":
    "Le contenu a été altéré ou codé par la messagerie ou par XML ; il a été décodé une fois.",
  "rule.APPLICATION_REFERENCE_SHIFTED":
    "Dans UNB, la référence d’application (0026) est à la place du mot de passe du destinataire (S005). Un séparateur manque.",
  "rule.SYNTAX_VERSION": "UNB déclare une version de syntaxe inconnue ; les versions 1 à 4 sont connues.",
  "rule.VERSION_DIFFERS":
    "Les en-têtes du groupe et du message nomment des versions différentes : celui du message a été suivi.",
  "rule.VERSION_UNKNOWN":
    "La version du répertoire est inconnue ; le message a été lu selon la version connue la plus proche.",
  "rule.KIND_UNKNOWN":
    "Les messages de ce type ne sont pas lus ici. Connus : PAXLST, CUSRES, PNRGOV, ACKRES, GOVREQ, CONTRL.",
  "rule.CONTENT_UNKNOWN": "Aucun message n’a été trouvé : le contenu n’a ni UNA, ni UNB, ni UNH.",
  "rule.MESSAGE_TOO_LONG":
    "Le message est plus long que ce qui est lu : le reste a été laissé de côté. Divisez-le en parties (UNH S010).",
  "rule.PACKED_TOO_LARGE":
    "Le contenu compressé (gzip) est trop grand une fois décompressé : le reste n’a pas été lu. Envoyez-le en plusieurs fois.",
  "rule.MESSAGES_TOO_MANY":
    "Un envoi contenait plus de messages qu’il n’en est accepté : aucun ne l’a été. Envoyez-les en plusieurs fois.",
  "rule.FINDINGS_OMITTED": "Le message a plus de constats qu’il n’en est listé.",
  "rule.EDI12": "Un élément contient un code absent de sa liste.",
  "rule.EDI15": "Un segment n’est pas admis à cette place du message.",
  "rule.EDI16": "Un segment ou un élément a plus de constituants que le répertoire n’en prévoit.",
  "rule.EDI35": "Un segment est répété plus souvent que la grammaire ne le prévoit.",
  "rule.EDI36": "Un groupe est répété plus souvent que la grammaire ne le prévoit.",
  "rule.EDI37": "Un élément contient des caractères d’une autre sorte que sa forme.",
  "rule.EDI39": "Un élément est plus long que sa forme.",
  "rule.EDI40": "Un élément est plus court que sa forme.",
  "rule.SEGMENT_ORDER": "Un segment vient plus tard que la grammaire ne le prévoit. Il a été lu malgré tout.",
  "rule.PX01":
    "BGM ne nomme aucun type de liste connu ; connus : 745 passagers, 250 équipage, 266 état du vol, 336 liste générale d’équipage, 655 laissez-passer.",
  "rule.PX04":
    "Une heure du vol n’est pas une date et une heure. Envoyez AAMMJJHHMM, heure locale de l’aéroport, au format 201.",
  "rule.FLIGHT_TIMES": "L’heure d’arrivée est invraisemblable selon les fuseaux horaires des aéroports.",
  "rule.PX09": "La date de naissance (DTM 329) manque ou est impossible.",
  "rule.PX10": "Le sexe (ATT 2) manque ou est inconnu ; M, F, X et U sont connus.",
  "rule.PX12": "Le numéro de document n’est sans doute pas celui qui figure sur le document.",
  "rule.PX13":
    "Un État (nationalité, État émetteur) manque ou est inconnu. Envoyez un code du Doc 9303-3 de l’OACI, section 5, par exemple GBR.",
  "rule.PX14": "Le document a expiré avant le départ.",
  "rule.PX16": "Le même document est donné pour deux personnes de dates de naissance différentes.",
  "rule.PX17":
    "Deux personnes ont la même référence de passager (RFF ABO) ; elle doit être unique sur le vol.",
  "rule.PX21": "Un lieu du voyage (origine, destination, lieu de dédouanement) manque ou est impossible.",
  "rule.PX22": "Une liste contient passagers et équipage : envoyez deux listes.",
  "rule.PX25": "Une personne figure deux fois avec les mêmes données.",
  "rule.PX26": "La liste contient plus de personnes qu’aucun vol n’en transporte (900).",
  "rule.PX27":
    "Toutes les personnes de la liste ont la même valeur dans un champ personnel : des données de remplissage, semble-t-il.",
  "rule.VISA_EXPIRED": "Le visa a expiré avant le départ.",
  "rule.PERSON_REPEATED":
    "Une personne figure deux fois avec des documents différents : envoyez tous ses documents sous un seul NAD.",
  "rule.QUALIFIER_UNKNOWN":
    "Le qualifiant d’un segment ne dit rien de ce que contient une liste de passagers : il n’a pas été lu. Omettez-le, ou envoyez celui du guide.",
  "rule.PX20":
    "Le numéro de document a été recopié de la zone lisible par machine avec un chiffre de contrôle qui ne convient pas : relisez le document.",
  "rule.CARRIER_MISMATCH": "Le vol ne commence pas par le transporteur du même segment (TDT.2.1, TDT.5.1).",
  "rule.FLIGHT_DESIGNATOR":
    "Le vol n’est pas un code de transporteur, un à quatre chiffres et peut-être une lettre : il a été gardé tel quel.",
  "rule.LOC_UNKNOWN": "Un aéroport du vol (LOC) est inconnu.",
  "rule.LOC_UNPAIRED": "Un aéroport (LOC) n’a pas de pendant : une étape exige un départ et une arrivée.",
  "rule.LOC_COUNTRY": "Un LOC qui nomme un pays ne contient pas de code de pays.",
  "rule.DTM_SHIFTED":
    "Date et heure sont en deux composants : envoyez-les en un seul, AAMMJJHHMM au format 201.",
  "rule.DTM_INVALID": "Un DTM ne contient pas de date.",
  "rule.ROLE_UNKNOWN": "NAD ne nomme aucune sorte de personne connue ici : une autre a été supposée.",
  "rule.SEGMENT_UNEXPECTED": "Des segments ne font pas partie d’un PAXLST et n’ont pas été lus.",
  "rule.SEGMENT_OUT_OF_PLACE":
    "Un segment ne se rapporte à aucune personne ni à aucun document là où il vient : il n’a pas été lu.",
  "rule.LIMIT_REACHED":
    "Quelque chose est répété plus souvent qu’il n’en est gardé : la suite a été laissée de côté.",
  "rule.COUNTRY_ALPHA2": "Un pays a été envoyé en deux lettres. Envoyez-en trois.",
  "rule.CODE_SMALL": "Un code a été envoyé en minuscules. Les codes s’écrivent en majuscules.",
  "rule.NAME_MISPLACED":
    "Le nom se trouve dans un autre élément de NAD que le quatrième : il a été lu malgré tout. Un séparateur manque ou est de trop.",
  "rule.DTM_FORMAT": "Une date n’a pas le format qu’elle annonce. Envoyez AAMMJJHHMM au format 201.",
  "rule.BAG_RUN": "Une suite d’étiquettes de bagages est impossible : seules les premières sont listées.",
  "rule.MEASURE_INVALID": "Un MEA ne contient ni nombre de bagages ni poids.",
  "rule.MEASURE_SHIFTED": "Un MEA porte sa valeur à la place de l’unité : il a été lu malgré tout.",
  "rule.COUNT_INVALID": "Un CNT ne contient pas de nombre.",
  "rule.PN01": "MSG nomme une autre fonction que celles d’un envoi : 22 (complet) ou 141 (mise à jour).",
  "rule.PN02": "Le vol de l’envoi n’est pas indiqué en entier : TVL avant le premier SRC (en XML FlightLeg).",
  "rule.PN04": "EQN (en XML NumberOfPnrs) annonce un autre nombre de PNR que celui du message.",
  "rule.PN07": "Une référence de voyageur n’est donnée à personne dans le PNR, ou à plus d’un.",
  "rule.PN09": "Une date ou une heure de la réservation n’en est pas une, ou est impossible.",
  "rule.PN10": "Un statut de segment n’est pas dans la liste des statuts connus.",
  "rule.PN11": "Un SSR contenant des données de document ne peut être lu en entier.",
  "rule.PN13": "Un montant, une monnaie ou un nombre n’en est pas un.",
  "rule.PN20": "Un segment n’appartient pas à PNRGOV, ou se trouve hors de tout PNR ; il n’a pas été lu.",
  "rule.ORDER": "Un segment n’est pas à sa place dans le PNR ; il a été lu malgré tout.",
  "rule.DOCS_CODE":
    "Un service contient ce que seul SSR DOCS contient, sous un code abîmé : il a été lu comme DOCS.",
  "rule.DOCS_UNMATCHED":
    "Un SSR de document nomme une personne qu’aucun TIF ne nomme ; elle a été ajoutée aux voyageurs.",
  "rule.SEGMENTS_JOINED":
    "Un terminateur manque ou est remplacé par un autre caractère, si bien que deux segments se sont joints ; ils ont été lus séparément.",
  "rule.XML03":
    "Le document n’est pas bien formé : le message n’a pas été accepté. Ce qui était lisible avant et après la faute a été lu.",
  "rule.XML04":
    "Le document dépasse ce qu’exige un envoi, en profondeur, en attributs ou en éléments d’un PNR. Il a été refusé.",
  "rule.XML05":
    "Le document est plus long que ce qui est lu : le reste a été laissé de côté. Divisez l’envoi.",
  "rule.XML06":
    "Le texte n’est pas dans le codage que déclare le document. Déclarez celui qui est employé, de préférence UTF-8.",
  "rule.XML07": "Une entité n’est pas définie : elle reste telle qu’elle est écrite.",
  "rule.XML08":
    "L’élément racine n’est pas IATA_PNRGOV_NotifRQ : les PNR qu’il contient ont été lus malgré tout.",
  "rule.XML10":
    "Des éléments ne font pas partie d’un envoi : ils n’ont pas été lus, et leur contenu a été retiré.",
  "rule.XML11": "Le document ne contient ni PNR ni FlightLeg.",
  "rule.XML12":
    "Des octets qui ne sont pas du XML suivent le document : rien de l’envoi n’a été accepté. N’employez qu’une seule syntaxe.",
  "rule.XML13": "Le nombre de voyageurs indiqué n’est pas celui des noms du PNR.",
  "rule.MF01": "Une colonne sans laquelle la liste ne peut être acceptée manque. Utilisez le modèle.",
  "rule.MF02": "Une colonne est inconnue : elle n’a pas été lue, et son contenu a été retiré.",
  "rule.MF03": "Une colonne figure deux fois dans le tableau : la première a été lue.",
  "rule.MF04": "Le tableau a plus de lignes qu’il n’en est lu : le reste a été laissé de côté. Divisez-le.",
  "rule.MF05": "Le fichier est plus long que ce qui est lu : le reste a été laissé de côté. Divisez-le.",
  "rule.MF07":
    "Une ligne a un autre nombre de valeurs que l’en-tête : un séparateur manque-t-il, ou une valeur est-elle sans guillemets ?",
  "rule.MF08": "Les lignes d’un fichier concernent des voyages différents. Envoyez un fichier par voyage.",
  "rule.MF09": "Ce qui désigne le voyage n’est pas donné, et la liste ne peut être acceptée.",
  "rule.MF10":
    "Un lieu est inconnu. Donnez un code IATA ou OACI, un UN/LOCODE (AZBAK), ou le nom avec son État entre parenthèses : Astara (IR).",
  "rule.MF11": "Une date n’est pas de la forme AAAA-MM-JJ (avec HH:MM pour les heures).",
  "rule.MF12": "Une colonne contient un mot absent de sa liste.",
  "rule.MF14": "Un État est inconnu. Envoyez un code du Doc 9303-3 de l’OACI, section 5, par exemple AZE.",
  "rule.MF16": "Une cellule contient une formule : elle n’a pas été prise. Écrivez la valeur elle-même.",
  "rule.MF19":
    "Le classeur est trop grand une fois décompressé, ou a trop de parties : il a été refusé en entier.",
  "rule.MF22": "Deux personnes ont le même numéro : les deux ont été gardées.",
  "rule.MF23": "La date de naissance manque ou est impossible.",
  "rule.MF24": "Le numéro de document n’est sans doute pas celui qui figure sur le document.",
  "rule.MF26": "Une valeur est plus longue que sa colonne ne l’admet : le reste n’a pas été gardé.",
  "rule.PN18":
    "Du contenu sensible a été retiré avant tout enregistrement. N’envoyez pas de demandes de repas, médicales ou d’assistance, ni de remarques sur la religion, la santé ou l’origine.",
  "rule.CARD_MASKED":
    "Les numéros de carte de paiement ont été réduits à leurs six premiers et quatre derniers chiffres.",
  "rule.NOT_ADMITTED":
    "Ce qui sort des 19 éléments de l’annexe I a été retiré (remarques générales, services non listés, segments inconnus).",
  "rule.CR01":
    "BGM ne nomme aucun type de réponse connu ; connus : 962 réponse, 132 non sollicité, 312 accusé de réception, 961 et 963.",
  "rule.CR02":
    "Des groupes de résultat ne nomment ni RFF+AVF ni RFF+ABO : ils ne peuvent être rattachés à un voyageur.",
  "rule.CR03": "Un segment se trouve hors de tout groupe de résultat (ERP) et n’a pas été lu.",
  "rule.CR04": "Des segments ne font pas partie d’une réponse sur des passagers et n’ont pas été lus.",
  "rule.CR06":
    "Un DTM ne contient pas de date et heure. Envoyez AAMMJJHHMM, heure locale de l’aéroport, au format 201.",
  "rule.LIST_NOT_AGREED": "Les listes de ce type (BGM) ne sont pas convenues.",
  "rule.DOCUMENT_NOT_AGREED": "Les documents de ce type ne sont pas convenus.",
  "rule.STATE_UNTOUCHED":
    "Aucune étape du vol ne commence ni ne finit dans l’État de cette unité : la liste est pour un autre.",
  "rule.PX18":
    "Une personne n’a pas de référence (RFF AVF, RFF ABO) : une réponse ne peut dire de qui il s’agit.",
  "rule.PX19":
    "Une modification ou une annulation nomme une personne qui n’est sur aucune liste du vol : elle a été prise comme nouvelle.",
  "rule.PX23": "CNT annonce un autre nombre de personnes que les parties de la liste réunies.",
  "rule.PX24": "La liste est arrivée hors du délai convenu.",
  "rule.PN03":
    "Le vol de l’envoi ne commence ni ne finit dans l’État de cette unité : l’envoi est pour un autre.",
  "rule.PN19": "L’envoi n’est arrivé à aucun des moments convenus.",
  "rule.API_TOO_EARLY":
    "Des données de passagers sont arrivées plus tôt qu’elles ne peuvent être envoyées : rien n’en a été conservé.",
  "rule.API_DIFFERS": "Une réservation dit d’un voyageur autre chose que la liste de passagers du même vol.",
  "rule.SERIES_INCOMPLETE":
    "Des parties d’une série manquent. Renvoyez-les avec la même référence d’accès (UNH 0068).",
  "rule.AK01": "MSG nomme une autre fonction que celle d’un accusé de réception : 23.",
  "rule.AK02": "MSG ne donne aucun résultat connu ; connus : 3 traité entièrement et 7 rejeté.",
  "rule.IN01":
    "UNB nomme un émetteur qui n’est pas enregistré pour la liaison. Envoyez avec une identité enregistrée, ou demandez au bureau des transporteurs de l’enregistrer.",
  "rule.IN02":
    "Le vol est d’un transporteur pour lequel la liaison ne peut envoyer. Demandez au bureau des transporteurs d’ajouter le partenaire si vous exploitez ses vols.",
  "rule.IN03":
    "Un message d’un type que cette adresse n’accepte pas a été envoyé. Elle accepte les listes de passagers (PAXLST), les réservations (PNRGOV) et les réponses à nos messages (CUSRES avec BGM 312, ACKRES, CONTRL).",
  "rule.IN04":
    "Le vol ne peut être déterminé : ce qui le désigne manque ou est illisible. Renvoyez le message avec cette indication.",
  "rule.IN05": "Le fichier est plus grand que ce qui est accepté : envoyez-le en parties.",
  "rule.IN06":
    "Le message nomme plus de voyageurs et de réservations qu’aucun vol ou navire n’en transporte. Renvoyez-le avec ceux d’un seul vol.",
  "rule.IN08": "Il manque à un voyageur ce qu’exige l’accord avec l’unité. Renvoyez la liste complétée.",
  "rule.IN09":
    "La demande nomme plus de voyageurs que convenu. Tous ont été pris : envoyez-en moins à la fois.",
  "rule.IN10": "Il manque à d’autres voyageurs quelque chose qu’exige l’accord avec l’unité.",
  "rule.PX05":
    "Le vol n’est pas au programme. Le message a été accepté ; vérifiez le numéro de vol et le jour, ou renvoyez le programme.",
  "rule.IN11":
    "Une référence est déjà venue avec un autre contenu. Les deux ont été pris ; donnez à chaque demande sa propre référence, ou augmentez sa révision.",
  "rule.IN12":
    "Une réponse ne nomme aucun de nos messages. Répétez la référence du message auquel vous répondez : RFF+TN dans CUSRES, UCI dans CONTRL, la référence d’accès dans ACKRES.",
  "rule.IN13":
    "Des voyageurs sont à bord qui n’étaient sur aucune liste auparavant. Interrogez pour chaque voyageur avant l’embarquement.",
  "rule.IN14":
    "Des voyageurs sont à bord contre la directive donnée. Le service des frontières vous contactera.",
  "rule.IN15":
    "Des réservations sont plus anciennes (DAT 700) que ce qui était déjà venu : l’état le plus récent a été gardé. Envoyez dans l’ordre des modifications.",
  "rule.IN16":
    "Un télégramme est une partie d’un message réparti sur plusieurs. Il est gardé jusqu’à l’arrivée des autres ; le message a ensuite son propre reçu.",
  "rule.IN17":
    "Un message est arrivé réparti sur plusieurs télégrammes et a été réuni ; les positions comptent dans le texte entier.",
  "rule.IN18":
    "Un message est réparti sur plusieurs télégrammes, dont certains ne sont pas arrivés à temps. Ce qui est arrivé a été lu. Renvoyez la partie manquante dans l’heure, ou le message entier.",
  "rule.IN19":
    "Une réservation nomme des voyageurs et en compte davantage : on ne peut dire de qui il s’agit, et personne n’a été retiré du vol. Nommez-les, ou donnez la référence de passager (RFF ABO).",
  "rule.IN21":
    "Une confirmation répète un autre code que celui de notre message : elle ne confirme rien. Répétez l’ERC du message que vous confirmez, ou aucun.",
  "rule.IN22":
    "Le vol dont les données changent ne peut être déterminé, et personne n’a été déplacé. Répétez le RFF+TN de la liste, ou annulez ses voyageurs (745+XR) et envoyez-les avec le nouveau vol.",
};
