// French sentences of the findings: one for each code, with the values of the English one, and the words filled in.
export const fr: Readonly<Record<string, string>> = {
  // The envelope and the characters.
  "say.EDI13": "Manquant, mais obligatoire : {{element}}.",
  "say.EDI18":
    "L’entrée se termine par un caractère d’échappement qui n’est suivi de rien : la fin du message manque.",
  "say.EDI20":
    "Les caractères de service de UNA sont inutilisables : les séparateurs et le terminateur doivent être trois caractères différents qui ne soient ni lettres, ni chiffres, ni espaces, ni fins de ligne. Les caractères par défaut ont été utilisés.",
  "say.EDI21":
    "Un caractère n’appartient pas au répertoire {{repertoire}} que UNB déclare (trouvé ici pour la première fois). Envoyez des majuscules ou déclarez un répertoire plus large.",
  "say.EDI24": "La date de préparation de l’interchange est {{date}} : ce n’est pas une date avec une heure.",
  "say.DATE_FUTURE":
    "La date de préparation de l’interchange est {{date}}, soit {{hours}} h après son arrivée : horloge déréglée, ou heure locale au lieu de l’heure UTC ?",
  "say.DATE_OLD":
    "L’interchange a été préparé le {{date}} : c’est plus ancien que ce qui a été convenu (en jours : {{days}}).",
  "say.EDI7":
    "L’interchange est adressé à {{recipient}}, qui n’est pas une adresse de cette unité ({{own}}).",
  "say.EDI25":
    "L’interchange est marqué comme essai (UNB 0035 vaut {{indicator}}). Envoyez-le sans cette marque quand les données sont réelles.",
  "say.EDI26":
    "La référence de message {{reference}} a déjà servi dans cet interchange. UNH 0062 doit y être unique.",
  "say.EDI28":
    "{{trailer}} porte la référence {{found}}, mais le segment {{header}} correspondant porte {{expected}}. Les deux doivent être identiques.",
  "say.EDI29":
    "{{trailer}} annonce {{found}}, mais le nombre exact est {{expected}} ({{items}}). Recomptez après la dernière modification.",
  "say.EDI30":
    "L’interchange contient des messages à l’intérieur et à l’extérieur de groupes fonctionnels (UNG). N’employez qu’une seule façon de faire.",
  "say.EDI32": "Ce niveau est vide : {{level}}.",
  "say.EDI33": "Octets qui n’appartiennent ici à aucun message et n’ont pas été lus : {{bytes}}.",
  "say.EDI45":
    "Un segment se termine par un séparateur (trouvé ici pour la première fois). N’envoyez pas les éléments et composants vides de la fin.",
  "say.EDI46":
    "UNB déclare le jeu de caractères {{repertoire}}, qui n’est pas pris en charge : le contenu a été lu en UTF-8 ou en Windows-1252. Déclarez l’un de ceux de UNOA à UNOL ou de UNOW à UNOY.",
  "say.EDI47":
    "L’en-tête de message {{tag}} ne va pas avec l’en-tête d’interchange {{header}} : employez UNB avec UNH, ou UIB avec UIH.",
  "say.ENVELOPE_MISSING":
    "Le message n’a pas d’en-tête d’interchange (UNB) : l’expéditeur et la référence sont inconnus.",
  "say.TRAILER_MISSING":
    "{{trailer}} manque : {{header}} n’est pas fermé. La fin s’est peut-être perdue en route ; ce qui est arrivé a été lu.",
  "say.HEADER_TAG":
    "Le segment nomme un type de message comme le fait UNH, sous une étiquette abîmée : il a été lu comme UNH.",
  "say.KIND_DAMAGED": "UNH nomme le type {{type}}, qui n’existe pas : il a été lu comme {{taken}}.",
  "say.DOCS_CODE":
    "Le service {{code}} contient ce que seul SSR DOCS contient, sous un code abîmé : il a été lu comme DOCS.",
  "say.DOCS_PARTED":
    "Un séparateur d’éléments se trouve dans le texte de SSR DOCS ; ce qui le suit a été lu comme suite du texte.",
  "say.HEADER_MISSING": "{{trailer}} ferme ce qu’aucun segment {{header}} n’a ouvert.",
  "say.TERMINATOR_LOST":
    "Segments sans terminateur (premier cas ici) : {{count}}. Chacun a été terminé à la fin de ligne qui précède l’étiquette suivante, ou à la fin de l’entrée.",
  "say.SEGMENT_TOO_LONG":
    "Segments de plus de {{limit}} octets (premier cas ici) : {{count}}. Ce qui dépasse n’a pas été lu.",
  "say.SEGMENT_EMPTY":
    "Terminateurs qui en suivent un autre sans segment entre eux (premier cas ici) : {{count}}.",
  "say.TAG_INVALID":
    "Un segment ne commence pas par une étiquette de trois majuscules (premier cas ici) : il n’a pas été lu. Dans une valeur, un terminateur doit être précédé du caractère d’échappement.",
  "say.RELEASE_NEEDLESS":
    "Un caractère d’échappement précède un caractère ordinaire (trouvé ici pour la première fois) : il a été ôté, le caractère gardé.",
  "say.REPETITION_UNRELEASED":
    "Le séparateur de répétition de UNA figure dans une valeur (trouvé ici pour la première fois) ; aucun élément de ces messages ne se répète, il a donc été gardé comme donnée. Faites-le précéder du caractère d’échappement, ou envoyez une espace à sa place dans UNA.",
  "say.WRAP_AMBIGUOUS":
    "Une ligne a été coupée à une espace (trouvé ici pour la première fois) : on ne peut pas dire avec certitude si l’espace appartient à la valeur.",
  "say.CONTROL_CHARACTERS":
    "Des caractères de commande se trouvent entre les segments ou autour de l’interchange (trouvés ici pour la première fois) ; ils ont été ignorés.",
  "say.TRANSPORT_TEXT":
    "Texte de transport {{where}} l’interchange, en octets : {{bytes}} ; il a été ignoré.",
  "say.CONTENT_DECODED":
    "Le contenu a été abîmé ou codé par la messagerie ou par XML ({{encoding}}) ; il a été décodé une fois. Les positions se comptent dans le contenu décodé.",
  "say.APPLICATION_REFERENCE_SHIFTED":
    "UNB porte {{value}} à la place du mot de passe du destinataire (S005) ; c’est lu comme la référence d’application (0026). Il manque un séparateur.",
  "say.SYNTAX_VERSION": "UNB déclare la version de syntaxe {{value}} ; les versions connues vont de 1 à 4.",
  "say.VERSION_DIFFERS":
    "L’en-tête de groupe dit {{group}}, l’en-tête de message {{message}} : c’est l’en-tête de message qui a été suivi.",
  "say.VERSION_UNKNOWN":
    "La version de répertoire {{version}} n’est pas connue ; le message a été lu selon les règles de la version connue la plus proche.",
  "say.KIND_UNKNOWN":
    "Les messages du type {{type}} ne sont pas lus ici. Types connus : PAXLST, CUSRES, PNRGOV, ACKRES, GOVREQ, CONTRL.",
  "say.CONTENT_UNKNOWN":
    "Aucun message n’a été trouvé : ni UNA, ni UNB, ni UNH dans l’entrée (octets : {{bytes}}). Elle commence par {{start}}.",
  "say.CONTENT_EMPTY": "L’entrée est vide.",
  "say.MESSAGE_TOO_LONG":
    "Le message dépasse {{limit}} octets : ce qui dépasse n’a pas été lu. Divisez-le en parties (UNH S010).",
  "say.PACKED_DAMAGED":
    "Le contenu est compressé (gzip), et abîmé ou tronqué : ce qui précède le défaut a été lu. Envoyez-le de nouveau en entier.",
  "say.PACKED_TOO_LARGE":
    "Le contenu est compressé (gzip) et dépasse {{limit}} octets une fois décompressé : ce qui dépasse n’a pas été lu. Envoyez-le en plusieurs transmissions.",
  "say.MESSAGES_TOO_MANY":
    "Plus de {{limit}} messages sont arrivés en une seule transmission : aucun n’a été accepté. Envoyez-les en plusieurs transmissions.",
  "say.FINDINGS_OMITTED": "Autres constats non affichés : {{count}}.",

  // The grammar.
  "say.EDI12": "{{item}} vaut {{value}}, qui n’est pas l’un de ses codes : {{known}}.",
  "say.EDI15": "Le segment {{tag}} n’est pas admis à cette place de {{type}}.",
  "say.EDI16": "Constituants de {{item}} : {{found}} ; le répertoire en prévoit {{limit}}.",
  "say.EDI35": "{{tag}} figure ici plus souvent que la grammaire ne le prévoit ({{limit}}).",
  "say.EDI36": "Le groupe {{group}} figure ici plus souvent que la grammaire ne le prévoit ({{limit}}).",
  "say.EDI37":
    "{{item}} doit avoir la forme {{form}} ; cette valeur contient des caractères d’une autre sorte.",
  "say.EDI39": "{{item}} a la longueur {{found}} ; la forme {{form}} admet {{limit}} au plus.",
  "say.EDI40": "{{item}} a la longueur {{found}} ; la forme {{form}} exige {{limit}}.",
  "say.SEGMENT_ORDER":
    "Le segment {{tag}} vient plus tard que la grammaire ne le prévoit : sa place est avant {{before}}. Il a tout de même été lu.",

  // Passenger lists.
  "say.PX01":
    "BGM nomme la liste {{code}} ; sont connues 745 passagers, 250 équipage, 266 état du vol, 336 liste générale d’équipage, 655 bon de sortie.",
  "say.PX02":
    "Il n’y a pas de vol avec un aéroport de départ et un aéroport d’arrivée (TDT, LOC 125 et 87, ou une paire de 92).",
  "say.PX03":
    "On ne peut pas dire quelle étape franchit la frontière : il n’y a pas de paire LOC 125 / 87, et les aéroports des autres étapes n’en décident pas.",
  "say.PX04":
    "L’heure {{value}} à {{airport}} n’est pas une date avec une heure. Envoyez YYMMDDHHMM, heure locale de l’aéroport, avec le format 201.",
  "say.FLIGHT_TIMES":
    "L’arrivée {{value}} à {{airport}} est invraisemblable : d’après les fuseaux horaires des aéroports, {{reason}}.",
  "say.PX06":
    "La liste ne contient aucune personne. Seul un état du vol (266 CL, CLOB, XF, CF) peut n’en avoir aucune.",
  "say.PX07": "Cette personne n’a pas de nom de famille (NAD.4.1).",
  "say.PX08":
    "Le nom contient d’autres caractères que des lettres, l’espace, le trait d’union et l’apostrophe.",
  "say.PX09": "Date de naissance (DTM 329) : {{reason}}.",
  "say.PX10": "Sexe (ATT 2) : {{reason}} ; M, F, X et U sont connus.",
  "say.PX11": "Cette personne n’a pas de document d’identité avec un numéro (DOC).",
  "say.PX12": "Numéro de document : {{reason}} ; ce n’est sans doute pas celui qui figure sur le document.",
  "say.PX13": "{{what}} : {{reason}}. Envoyez un code de ICAO Doc 9303-3, section 5, par exemple GBR.",
  "say.PX14": "Le document a expiré le {{date}}, avant le départ.",
  "say.PX15": "Le passeport n’a pas de date d’expiration lisible (DTM 36).",
  "say.PX16":
    "Le même document est indiqué pour la personne du segment {{other}}, avec une autre date de naissance.",
  "say.PX17":
    "La référence de passager (RFF ABO) est aussi celle de la personne du segment {{other}} ; elle doit être unique sur le vol.",
  "say.PX21": "Voyage – {{what}} {{value}} : {{reason}}.",
  "say.PX22":
    "{{list}} : nombre de personnes avec le rôle « {{role}} » : {{persons}}. Envoyez les passagers et l’équipage en deux listes.",
  "say.PX25": "Cette personne figure déjà, avec les mêmes données, au segment {{other}}.",
  "say.PX26": "La liste contient {{persons}} personnes : plus qu’aucun vol n’en transporte (900).",
  "say.PX27":
    "Les {{persons}} personnes ont toutes la même valeur – {{what}} : cela ressemble à des données de remplissage.",
  "say.VISA_EXPIRED": "Le visa a expiré le {{date}}, avant le départ.",
  "say.PERSON_REPEATED":
    "Cette personne figure déjà au segment {{other}}, avec un autre document : envoyez tous les documents d’une personne sous un seul NAD.",
  "say.QUALIFIER_UNKNOWN":
    "{{tag}} {{qualifier}} ne dit rien de ce que contient une liste de passagers : ce n’est pas lu. Ne l’envoyez pas, ou envoyez le qualifiant du guide.",
  "say.PX20":
    "Le numéro de document a été copié de la zone de lecture automatique avec son chiffre de contrôle {{found}}, mais le bon est {{expected}} : relisez le document.",
  "say.CARRIER_MISMATCH":
    "Le vol {{flight}} ne commence pas par le transporteur {{carrier}} du même segment (TDT.2.1, TDT.5.1).",
  "say.FLIGHT_DESIGNATOR":
    "Le vol {{flight}} n’est pas formé d’un code de transporteur, d’un à quatre chiffres et d’une lettre éventuelle : il a été gardé tel qu’envoyé.",
  "say.FLIGHT_MISSING": "TDT ne nomme pas de vol.",
  "say.LOC_UNKNOWN": "L’aéroport {{code}} (LOC {{qualifier}}) n’est pas connu.",
  "say.LOC_UNPAIRED":
    "L’aéroport {{code}} (LOC {{qualifier}}) n’a pas de pendant : une étape a besoin d’un départ et d’une arrivée.",
  "say.LOC_COUNTRY": "LOC {{qualifier}} nomme {{code}}, qui n’est pas un code de pays.",
  "say.DTM_SHIFTED":
    "La date et l’heure occupent deux composants ({{value}}) : envoyez-les en un seul, YYMMDDHHMM avec le format 201.",
  "say.DTM_INVALID": "DTM {{qualifier}} contient {{value}}, qui n’est pas une date.",
  "say.SECTOR_AFTER_PERSON":
    "Un vol (TDT) vient après la première personne : les vols précèdent toutes les personnes.",
  "say.ROLE_UNKNOWN": "NAD {{code}} n’est pas une sorte de personne connue ici : lu comme « {{role}} ».",
  "say.PERSON_TAG":
    "Un segment nomme une personne comme le fait NAD, sous une étiquette abîmée : il a été lu comme NAD.",
  "say.SEGMENT_UNEXPECTED":
    "Segments étrangers à un PAXLST (premier cas ici), qui n’ont pas été lus : {{count}}.",
  "say.SEGMENT_OUT_OF_PLACE":
    "{{tag}} {{qualifier}} ne se rapporte ici à aucune personne ni à aucun document : il n’a pas été lu.",
  "say.LIMIT_REACHED":
    "La limite est dépassée ici – {{what}} : {{limit}}. Ce qui vient après n’a pas été gardé.",
  "say.EXPIRY_TWICE": "Le document a deux dates d’expiration : la dernière qui soit valable a été retenue.",
  "say.COUNTRY_ALPHA2": "Le pays {{code}} a été envoyé en deux lettres : lu comme {{taken}}.",
  "say.CODE_SMALL":
    "Le code {{code}} a été envoyé en minuscules : lu comme {{taken}}. Les codes s’écrivent en majuscules.",
  "say.NAME_MISPLACED":
    "Le nom se trouve dans l’élément {{position}} de NAD, sa place est l’élément 4 : il a tout de même été lu. Il manque un séparateur, ou il y en a un de trop.",
  "say.DTM_FORMAT":
    "{{value}} n’a pas le format {{format}} annoncé : lu comme {{taken}}. Envoyez YYMMDDHHMM avec le format 201.",
  "say.NUMBER_FILLED":
    "Le numéro de document contenait des caractères de remplissage de la zone de lecture automatique : ils ont été ôtés.",
  "say.BAG_RUN":
    "La suite d’étiquettes de bagage à partir de {{tag}} (nombre : {{count}}) ne peut pas être juste : seules les {{limit}} premières sont énumérées.",
  "say.MEASURE_INVALID": "MEA {{qualifier}} contient {{value}}, valeur impossible pour : {{what}}.",
  "say.MEASURE_SHIFTED":
    "MEA {{qualifier}} porte sa valeur à la place de l’unité : elle a tout de même été lue.",
  "say.COUNT_INVALID": "CNT {{qualifier}} contient {{value}}, qui n’est pas un nombre.",
  "say.DOCUMENT_NOT_AGREED":
    "Cette personne a un document du type {{type}} (DOC), qui n’est pas accepté ; sont acceptés : {{agreed}}.",
  "say.API_TOO_EARLY":
    "Les données sont arrivées {{hours}} h avant le départ ; celles des passagers sont prises à partir de {{from}} h avant. Rien n’a été conservé : envoyez-les à l’enregistrement.",
  "say.EXIT_NOT_WANTED":
    "Les listes des vols qui quittent l’État ne sont pas demandées : rien de celle-ci n’a été conservé. Ne les envoyez pas.",
  "say.OVERFLIGHT_NOT_WANTED":
    "Les listes des vols qui ne font que survoler l’État ne sont pas demandées : rien de celle-ci n’a été conservé. Ne les envoyez pas.",
  "say.LIST_NOT_AGREED":
    "Les listes de la sorte {{code}} (BGM) ne sont pas convenues ; sont convenues : {{agreed}}.",
  "say.STATE_UNTOUCHED":
    "Aucune étape du vol ne commence ni ne finit en {{states}} : cette liste est destinée à un autre État.",
  "say.PX05":
    "{{flight}} du {{day}} n’est pas à l’horaire. Le message a été accepté ; vérifiez le numéro du vol et le jour, ou envoyez l’horaire de nouveau.",
  "say.PX18": "Pour cette personne, {{lacks}} : une réponse ne peut pas dire de qui il s’agit.",
  "say.PX19":
    "Cette personne ne figure jusqu’ici sur aucune liste du vol : {{status}} a été lu comme nouveau.",
  "say.PX23":
    "CNT annonce {{stated}} pour « {{role}} », les parties de la liste réunies en contiennent {{found}}.",
  "say.PX24": "La liste est arrivée {{hours}} h {{when}} le départ, ce qui est hors du délai convenu.",
  "say.SERIES_INCOMPLETE":
    "D’une série en {{count}} parties, il manque : {{numbers}}. Envoyez-les de nouveau avec la même référence d’accès (UNH 0068).",

  // Bookings.
  "say.PN01": "MSG nomme la fonction {{function}} ; un envoi est 22 (complet) ou 141 (mise à jour).",
  "say.PN02":
    "Le vol de l’envoi n’est pas indiqué : dans TVL avant le premier SRC (en XML FlightLeg) manque : {{missing}}.",
  "say.PN03":
    "Le vol de l’envoi, de {{from}} à {{to}}, ne commence ni ne finit en {{states}} : cet envoi est destiné à un autre État.",
  "say.PN04": "EQN (en XML NumberOfPnrs) annonce {{stated}} PNR, le message en contient {{found}}.",
  "say.PN05": "Ce PNR n’a pas de numéro de dossier (RCI ; en XML BookingRefID).",
  "say.PN06":
    "Ce PNR ne nomme aucun passager (TIF avec nom de famille ; en XML Passenger) ; seuls une annulation ou un groupe sans noms le peuvent.",
  "say.PN07": "Référence de passager {{reference}} : {{reason}}.",
  "say.PN08": "Aucun segment de vol de ce PNR n’est le vol de l’envoi.",
  "say.PN09": "Date ou heure {{value}} : {{reason}}.",
  "say.PN10": "L’état de segment {{status}} n’est pas dans la liste des états connus.",
  "say.PN11": "SSR {{service}} ne peut pas être lu en entier : {{parts}}.",
  "say.PN12":
    "Le numéro de billet n’en est pas un : il a 13 chiffres (un 14e est son chiffre de contrôle) et commence par le code à trois chiffres d’une compagnie aérienne.",
  "say.PN13": "{{element}} porte {{value}}, valeur impossible pour : {{kind}}.",
  "say.PN15": "Le numéro de dossier figure plus d’une fois dans ce message ; chaque PNR a été gardé.",
  "say.PN16":
    "Une mise à jour est arrivée avant tout envoi complet de ce vol. Faites un envoi complet (MSG 22).",
  "say.PN17":
    "La dernière modification de ce PNR (DAT 700) est postérieure à la préparation du message : heure locale au lieu de l’heure UTC ?",
  "say.PN18":
    "Des contenus sensibles ont été supprimés avant tout enregistrement (demandes de service : {{services}}, textes : {{texts}}). N’envoyez pas les demandes de repas, médicales et d’assistance, ni les remarques sur la religion, la santé ou l’origine.",
  "say.PN19": "L’envoi est arrivé {{hours}} h {{when}} le départ, à aucun des moments convenus.",
  "say.PN20": "Segment {{tag}} : {{reason}} ; il n’a pas été lu.",
  "say.ORDER": "Le segment {{tag}} n’est pas à sa place dans l’ordre de ce PNR ; il a tout de même été lu.",
  "say.DOCS_SHIFTED":
    "Les éléments de SSR DOCS sont décalés ; la date de naissance et le sexe ont été reconnus là où ils se trouvent.",
  "say.CHECK_IN_UNMATCHED":
    "L’enregistrement (TIF après TRI) nomme une personne qu’aucun TIF de la réservation ne nomme ; elle a été ajoutée aux passagers.",
  "say.INFANT_UNNAMED":
    "TIF annonce avec ce voyageur un bébé que rien ne nomme : il manque un TIF à lui, SSR INFT ou SSR DOCS avec le sexe FI ou MI.",
  "say.DOCS_UNMATCHED":
    "SSR {{service}} nomme une personne qu’aucun TIF ne nomme ; elle a été ajoutée aux passagers.",
  "say.RCI_SHIFTED": "RCI porte sa date un composant trop tôt.",
  "say.NAME_TAG":
    "Un segment nomme un passager comme le fait TIF, sous une étiquette abîmée : il a été lu comme TIF.",
  "say.SEGMENTS_JOINED":
    "Le terminateur avant {{tag}} manque ou un autre caractère en tient lieu, si bien que deux segments se sont joints ; ils ont été lus comme deux.",
  "say.CARD_MASKED":
    "Des numéros de carte de paiement ont été réduits à leurs six premiers et quatre derniers chiffres : {{count}}.",
  "say.NOT_ADMITTED":
    "Ce qui est hors des 19 éléments de l’annexe I a été supprimé (remarques générales, services non énumérés, segments inconnus) : {{count}} en tout.",
  "say.API_DIFFERS":
    "Ce que la réservation dit d’un passager n’est pas ce que dit la liste de passagers du même vol : {{differing}}.",

  // Bookings in XML.
  "say.XML01":
    "Le document contient une déclaration de type de document : il a été refusé en entier. Envoyez-le sans DOCTYPE et sans entités propres.",
  "say.XML02": "Le document s’interrompt ici : il n’est pas complet. Ce qui est arrivé a été lu.",
  "say.XML03":
    "Le document n’est pas bien formé ici (ligne {{line}}) : le message n’a pas été accepté. Ce qui était lisible avant et après a été lu.",
  "say.XML04":
    "Le document dépasse ce dont un envoi a besoin : plus de {{depth}} éléments imbriqués, plus de {{attributes}} attributs dans une balise ou plus de {{elements}} éléments dans un PNR. Il a été refusé.",
  "say.XML05": "Le document dépasse {{limit}} octets : ce qui dépasse n’a pas été lu. Divisez l’envoi.",
  "say.XML06":
    "Le texte n’est pas dans le codage que le document déclare ({{declared}}), trouvé ici pour la première fois. Déclarez celui qui est employé, de préférence UTF-8.",
  "say.XML07":
    "L’entité {{entity}} n’est pas définie : elle reste telle qu’écrite (trouvée ici pour la première fois).",
  "say.XML08":
    "L’élément racine est {{root}}, et non IATA_PNRGOV_NotifRQ : les PNR qu’il contient ont tout de même été lus.",
  "say.XML09":
    "Il n’y a pas de FlightLeg : le seul vol commun à tous les PNR a été pris pour celui dont il s’agit.",
  "say.XML10":
    "Éléments étrangers à un envoi (premier cas ici), qui n’ont pas été lus et dont le contenu a été supprimé : {{count}}.",
  "say.XML11": "Le document ne contient ni PNR ni FlightLeg ; son élément racine est {{root}}.",
  "say.XML12":
    "Après le document viennent des octets qui ne sont pas du XML : {{bytes}}. Rien de la transmission n’a été accepté. N’envoyez que des messages d’une seule syntaxe.",
  "say.XML13": "Passagers annoncés ici : {{stated}} ; passagers nommés dans le PNR : {{found}}.",

  // Tables.
  "say.MF01":
    "La colonne {{column}} manque : sans elle, la liste ne peut pas être acceptée. Utilisez le modèle.",
  "say.MF02": "La colonne {{column}} n’est pas connue : elle n’a pas été lue, et son contenu a été supprimé.",
  "say.MF03": "La colonne {{column}} figure deux fois dans le tableau : la première a été lue.",
  "say.MF04": "Le tableau a plus de {{limit}} lignes : ce qui dépasse n’a pas été lu. Divisez-le.",
  "say.MF05": "Le fichier dépasse {{limit}} octets : ce qui dépasse n’a pas été lu. Divisez-le.",
  "say.MF06":
    "Un guillemet n’est pas fermé dans cette ligne : il a été lu comme partie de la valeur. Doublez un guillemet placé entre guillemets.",
  "say.MF07":
    "La ligne a {{found}} valeurs, l’en-tête {{expected}} : manque-t-il un séparateur, ou une valeur est-elle sans guillemets ?",
  "say.MF08":
    "{{column}} n’est pas comme dans la première ligne : un fichier concerne un seul voyage. Envoyez un fichier pour chacun.",
  "say.MF09":
    "{{column}} n’est pas indiqué : le voyage ne peut pas être reconnu, et la liste ne peut pas être acceptée.",
  "say.MF10":
    "{{column}} {{value}} n’est pas un lieu connu. Donnez un code IATA ou ICAO, un UN/LOCODE (AZBAK), ou le nom avec son État entre parenthèses : Astara (IR).",
  "say.MF11": "{{column}} {{value}} n’est pas une date de la forme YYYY-MM-DD (avec HH:MM pour les heures).",
  "say.MF12": "{{column}} {{value}} n’est aucune de ces valeurs : {{allowed}}.",
  "say.MF13": "Cette personne n’a pas de nom de famille.",
  "say.MF14":
    "{{column}} {{value}} n’est pas un État. Envoyez un code de ICAO Doc 9303-3, section 5, par exemple AZE.",
  "say.MF15": "Cette personne n’a pas de document avec un numéro.",
  "say.MF16": "{{column}} contient une formule : elle n’a pas été acceptée. Écrivez la valeur elle-même.",
  "say.MF17":
    "Le classeur contient des macros : il a été refusé en entier. Enregistrez-le comme classeur sans macros (.xlsx).",
  "say.MF18":
    "Le fichier n’est pas un classeur lisible (.xlsx) : il est abîmé, chiffré, d’un ancien format, ou autre chose. Utilisez le modèle.",
  "say.MF19":
    "Le contenu du classeur dépasse {{limit}} octets une fois décompressé, ou il a plus de {{most}} parties : il a été refusé en entier.",
  "say.MF20":
    "Aucune feuille du classeur n’a de ligne d’en-tête avec la colonne surname. Utilisez le modèle.",
  "say.MF21": "Le classeur a des liens vers d’autres fichiers : ils n’ont pas été suivis.",
  "say.MF22":
    "Le numéro de cette personne a été donné à une autre personne à la ligne {{row}} : les deux ont été gardées.",
  "say.MF23": "Date de naissance : {{reason}}.",
  "say.MF24": "Numéro de document : {{reason}}.",
  "say.MF25": "Le tableau ne contient aucune personne.",
  "say.MF26": "{{column}} dépasse {{limit}} caractères : ce qui dépasse n’a pas été gardé.",
  "say.MF27":
    "Le classeur a été lu comme le tableau qu’il contient : les lignes sont celles de la feuille, les positions se comptent dans le tableau.",

  // Answers, acknowledgements, requests.
  "say.CR01":
    "BGM nomme le type de réponse {{code}} ; sont connus 962 réponse, 132 non sollicité, 312 accusé de réception, 961 et 963.",
  "say.CR02":
    "Groupes de résultat sans RFF+AVF ni RFF+ABO, qu’on ne peut pas rapporter à un passager : {{count}}.",
  "say.CR03": "Le segment {{tag}} est hors de tout groupe de résultat (ERP) et n’a pas été lu.",
  "say.CR04":
    "Segments étrangers à une réponse sur des passagers (premier cas ici), qui n’ont pas été lus : {{count}}.",
  "say.CR05": "RFF TN manque : le message ne peut pas être rapporté à celui auquel il répond.",
  "say.CR06":
    "DTM {{qualifier}} contient {{value}}, qui n’est pas une date avec une heure. Envoyez YYMMDDHHMM, heure locale de l’aéroport, avec le format 201.",
  "say.AK01": "MSG nomme la fonction {{function}} ; un accusé de réception est 23.",
  "say.AK02": "MSG indique le résultat {{outcome}} ; sont connus 3 entièrement traité et 7 rejeté.",
  "say.GQ01": "La demande ne nomme pas de vol (TVL avec transporteur, numéro et date de départ).",

  // What the intake itself says.
  "say.IN01":
    "UNB nomme l’expéditeur {{sender}}, qui n’est pas enregistré pour cette connexion (enregistrés : {{registered}}). Envoyez avec une identité enregistrée, ou demandez au bureau des transporteurs de l’enregistrer.",
  "say.IN02":
    "Le vol est un vol de {{flown}}, pour qui cette connexion ne peut pas envoyer (elle le peut pour {{allowed}}). Demandez au bureau des transporteurs d’ajouter le partenaire si vous exploitez ses vols.",
  "say.IN03":
    "Un {{type}} a été envoyé. Cette adresse reçoit les listes de passagers (PAXLST), les réservations (PNRGOV) et les réponses à nos messages (CUSRES avec BGM 312, ACKRES, CONTRL).",
  "say.IN04":
    "On ne peut pas dire de quel vol il s’agit ; manque ou est illisible : {{what}}. Renvoyez le message avec cette indication.",
  "say.IN05": "Le fichier compte {{bytes}} octets, plus que {{limit}} : envoyez-le en parties.",
  "say.IN06":
    "Le message nomme {{named}} passagers et réservations, plus qu’aucun vol ni navire n’en transporte ({{limit}}). Renvoyez-le avec ceux d’un seul vol.",
  "say.IN07":
    "Ce message n’a pas pu être accepté, et il n’a pas été gardé pour examen : de votre connexion, on garde déjà autant qu’il est permis. Corrigez ce que disent les autres constats et renvoyez-le.",
  "say.IN08":
    "Pour ce passager manque ce que l’accord avec l’unité exige : {{lacking}}. Renvoyez la liste avec ces données.",
  "say.IN09":
    "La demande nomme {{travellers}} passagers ; {{limit}} au plus sont convenus. Tous ont été acceptés : envoyez-en moins à la fois.",
  "say.IN10": "Autres passagers à qui manque quelque chose que l’accord avec l’unité exige : {{travellers}}.",
  "say.TEST_NOT_TAKEN":
    "L’interchange est marqué comme essai (UNB 0035) : rien n’en a été accepté, car cette adresse reçoit les données de voyages réels.",
  "say.IN11":
    "La référence {{reference}} est déjà arrivée avec un autre contenu. Les deux ont été acceptés ; donnez à chaque demande sa propre référence, ou augmentez sa révision.",
  "say.IN12":
    "Aucun de nos messages à vous n’a la référence {{reference}}. Répétez celle du message auquel vous répondez : RFF+TN dans CUSRES, UCI dans CONTRL, la référence d’accès dans ACKRES.",
  "say.IN13":
    "Passagers à bord qui ne figuraient auparavant sur aucune liste : {{travellers}}. Faites une demande pour chaque passager avant l’embarquement.",
  "say.IN14":
    "Passagers à bord contre la consigne donnée : {{travellers}}. Le service des frontières prendra contact avec vous.",
  "say.IN15":
    "Réservations plus anciennes (DAT 700) que ce qui en était déjà arrivé : {{bookings}} ; l’état le plus récent a été gardé. Faites les envois dans l’ordre des modifications.",
  "say.IN16":
    "Ce télégramme est la partie {{part}} d’un message réparti sur plusieurs. Il est gardé jusqu’à l’arrivée des autres, {{minutes}} minutes après le dernier d’entre eux ; le message aura alors son propre récépissé.",
  "say.IN17":
    "Le message est arrivé réparti sur {{count}} télégrammes et a été réassemblé ; les positions se comptent dans le texte entier.",
  "say.IN18":
    "Le message est réparti sur plusieurs télégrammes, dont la partie {{numbers}} n’est pas arrivée en {{minutes}} minutes. Ce qui est arrivé a été lu aussi loin que possible. Renvoyez la partie manquante dans l’heure, ou tout le message.",
  "say.IN19":
    "Passagers désignés par une réservation qui en compte davantage : {{travellers}}. On ne peut pas dire de qui il s’agit, et personne n’a été retiré du vol pour cela. Nommez-les, ou indiquez la référence de passager (RFF ABO).",
  "say.IN20":
    "Le message est abîmé, et des passagers peuvent y manquer : de ceux qu’il ne nomme pas, personne n’a été tenu pour absent, pour embarqué ou pour retiré. Renvoyez-le.",
  "say.IN21":
    "La confirmation répète {{said}}, notre message disait {{sent}} : elle ne confirme rien. Répétez l’ERC du message que vous confirmez, ou n’en mettez aucun.",
  "say.IN22":
    "On ne peut pas dire de quel vol les données changent, et personne n’a été déplacé : RFF+TN ne répète la référence d’aucune liste des {{days}} derniers jours, ou le nouveau jour est trop éloigné. Répétez le RFF+TN de la liste, ou annulez ses passagers (745+XR) et envoyez-les avec le nouveau vol.",
  "say.IN23":
    "Un défaut de cette unité a empêché de lire le message : rien n’en a été pris. Ceux qui tiennent l’unité en ont été avertis. Consultez-les avant de le renvoyer.",

  // Words that stand for a value, by its name.
  "word.none": "(aucune valeur)",
  "reason.does not belong to PNRGOV": "n’appartient pas à PNRGOV",
  "reason.does not exist": "n’existe pas",
  "reason.holds characters that no document number has":
    "contient des caractères qu’aucun numéro de document ne contient",
  "reason.is a filler": "n’est que du remplissage",
  "reason.is empty": "est vide",
  "reason.is given as {sent}": "valeur envoyée {sent}",
  "reason.is given to more than one traveller": "désigne plus d’un passager",
  "reason.is given to no traveller of this PNR": "ne désigne aucun passager de ce PNR",
  "reason.is its origin too": "c’est aussi son origine",
  "reason.is longer than 20 characters": "dépasse 20 caractères",
  "reason.is missing": "manque",
  "reason.is missing (LOC 91)": "manque (LOC 91)",
  "reason.is missing (NAT)": "manque (NAT)",
  "reason.is no date": "n’est pas une date",
  "reason.is no date of the calendar": "n’est pas une date du calendrier",
  "reason.is no known airport": "n’est pas un aéroport connu",
  "reason.is one digit repeated": "n’est qu’un seul chiffre répété",
  "reason.is the surname": "est le nom de famille",
  "reason.it is before the departure from {from}": "elle précède le départ de {from}",
  "reason.it is {hours} hours after the departure from {from}": "elle suit de {hours} h le départ de {from}",
  "reason.lies after the message": "est postérieure au message",
  "reason.lies before the departure": "précède le départ",
  "reason.lies before the flight that stands in front of it": "précède le vol qui se trouve avant",
  "reason.makes the traveller older than 120": "donne au passager plus de 120 ans",
  "reason.stands outside of any PNR": "se trouve hors de tout PNR",
  "reason.{sent} is not known": "{sent} n’est pas connu",
  "what.TDT with LOC 125/87 (or 92) and DTM 189": "TDT avec LOC 125/87 (ou 92) et DTM 189",
  "what.airports": "aéroports",
  "what.date of birth": "date de naissance",
  "what.destination": "destination",
  "what.document number": "numéro de document",
  "what.documents": "documents",
  "what.entries": "entrées",
  "what.flights": "vols",
  "what.given name": "prénom",
  "what.issuing State": "État émetteur",
  "what.legs": "étapes",
  "what.nationality": "Nationalité",
  "what.number of bags": "nombre de bagages",
  "what.origin": "origine",
  "what.place of clearance": "lieu du contrôle d’entrée",
  "what.references": "références",
  "what.the first TVL (date; from; to; carrier; number)":
    "le premier TVL (date ; départ ; arrivée ; transporteur ; numéro)",
  "what.weight in KGM or LBR": "poids en KGM ou LBR",
  "lacks.neither RFF AVF nor RFF ABO": "il n’y a ni RFF AVF ni RFF ABO",
  "lacks.no passenger reference (RFF ABO)": "il n’y a pas de référence de passager (RFF ABO)",
  "lacks.no record locator (RFF AVF)": "il n’y a pas de numéro de dossier (RFF AVF)",
  "differing.date of birth": "date de naissance",
  "differing.document number": "numéro de document",
  "differing.given name": "prénom",
  "differing.surname": "nom de famille",
  "when.after": "après",
  "when.before": "avant",
  "kind.amount": "montant",
  "kind.currency (ISO 4217)": "monnaie (ISO 4217)",
  "kind.number": "nombre",
  "lacking.address": "adresse",
  "lacking.country of residence": "pays de résidence",
  "lacking.date of birth": "date de naissance",
  "lacking.date of expiry": "date d’expiration",
  "lacking.document number": "numéro de document",
  "lacking.given name": "prénom",
  "lacking.issuing State": "État émetteur",
  "lacking.nationality": "nationalité",
  "lacking.number of bags": "nombre de bagages",
  "lacking.passenger reference (ABO)": "référence de passager (ABO)",
  "lacking.place of birth": "lieu de naissance",
  "lacking.place of clearance (LOC 22)": "lieu du contrôle d’entrée (LOC 22)",
  "lacking.place of final debarkation (LOC 179)": "lieu du débarquement final (LOC 179)",
  "lacking.place of first embarkation (LOC 178)": "lieu du premier embarquement (LOC 178)",
  "lacking.record locator (AVF)": "numéro de dossier (AVF)",
  "lacking.seat": "siège",
  "lacking.sex": "sexe",
  "lacking.verification indicator (GEI)": "indicateur de vérification (GEI)",
  "lacking.visa": "visa",
  "missing.arrival airport": "aéroport d’arrivée",
  "missing.carrier": "transporteur",
  "missing.departure airport": "aéroport de départ",
  "missing.departure date": "date de départ",
  "missing.flight number": "numéro du vol",
  "missing.the segment TVL": "le segment TVL",
  "parts.birth date": "date de naissance",
  "parts.document number": "numéro de document",
  "parts.expiry date": "date d’expiration",
  "parts.name": "nom",
  "parts.sex": "sexe",
  "element.The interchange reference (UNB 0020)": "la référence de l’interchange (UNB 0020)",
  "element.The message reference (UNH 0062)": "la référence du message (UNH 0062)",
  "element.The recipient (UNB S003)": "le destinataire (UNB S003)",
  "element.The sender (UNB S002)": "l’expéditeur (UNB S002)",
  "header.the group": "le groupe",
  "header.the interchange": "l’interchange",
  "header.the message": "le message",
  "items.groups": "groupes",
  "items.messages": "messages",
  "items.segments": "segments",
  "level.group": "groupe",
  "level.interchange": "interchange",
  "level.message": "message",
  "list.crew list": "Liste d’équipage",
  "list.passenger list": "Liste de passagers",
  "role.crew": "équipage",
  "role.in-transit-crew": "équipage en transit",
  "role.in-transit-passenger": "passager en transit",
  "role.passenger": "passager",
  "role.passengers": "passagers",
  "where.after": "après",
  "where.before": "avant",
};
