// French sentences about list files, their rows and fetches: one for each code, with the values of the English one.

export const fr: Readonly<Record<string, string>> = {
  // Why a file cannot be read.
  "say.empty": "Le fichier est vide. Récupérez la liste de nouveau.",
  "say.file-too-large":
    "Le fichier dépasse {{limit}} Mo, plus qu’aucune liste de personnes. Donnez le fichier de la liste seule.",
  "say.too-many-entries":
    "Le fichier contient plus de {{limit}} inscriptions, plus qu’aucune liste de personnes. Donnez le fichier d’une seule liste.",
  "say.not-utf8":
    "À partir de la ligne {{line}} le fichier n’est pas du texte UTF-8 : il est dans un codage plus ancien, comme Windows-1252 ou Windows-1251, ou endommagé. Récupérez la liste de nouveau en UTF-8, ou enregistrez-la en UTF-8.",
  "say.utf-16":
    "Le fichier est du texte UTF-16. Récupérez la liste de nouveau en UTF-8, ou enregistrez-la en UTF-8.",
  "say.packed":
    "Le fichier est compressé ({{kind}}) et n’est pas décompressé ici. Décompressez-le et donnez la liste elle-même ; depuis un tableur, enregistrez le tableau en CSV UTF-8.",
  "say.unknown-format":
    "Le fichier n’est dans aucun des formats de liste connus ici (XML, JSON ou CSV). Donnez le fichier de la liste même, non une page ou un document à son sujet.",
  "say.wrong-root":
    "Le fichier est du XML dont l’élément racine est <{{root}}>, qui n’est celui d’aucun format de liste connu ici. Donnez le fichier de la liste même.",
  "say.other-format":
    "Le fichier est au format {{found}}, et la liste est enregistrée avec un autre ({{format}}). Choisissez le fichier de cette liste, ou enregistrez une liste avec ce format.",
  "say.not-well-formed":
    "Le fichier n’est pas du XML bien formé (ligne {{line}}). Récupérez la liste de nouveau.",
  "say.truncated":
    "Le fichier s’arrête avant d’être complet (ligne {{line}}). Récupérez la liste de nouveau.",
  "say.forbidden-construct":
    "Le fichier a une déclaration de type de document (ligne {{line}}), dont les listes n’ont pas besoin et qui peut rendre énorme un petit fichier. Demandez au propriétaire le fichier sans elle.",
  "say.too-deep":
    "Les éléments du fichier sont imbriqués trop profondément (ligne {{line}}) pour une liste. Donnez le fichier de la liste même.",
  "say.no-entries":
    "Le fichier ne contient aucune personne. Récupérez la liste de nouveau ; une liste vide n’est jamais mise en vigueur.",
  "say.too-many-bad-rows":
    "{{skipped}} lignes sur {{rows}} sont inutilisables, la première est la ligne {{row}} : le fichier est à moitié vide ou endommagé, ou son format a changé. Récupérez la liste de nouveau ; si cela persiste, demandez à son propriétaire.",
  "say.part-missing":
    "Le fichier {{part}} manque parmi ceux donnés : les autres ne disent rien sans lui. Donnez ensemble tous les fichiers de la liste.",
  "say.parts-apart":
    "{{count}} lignes sur {{rows}} relèvent d’inscriptions absentes du fichier des noms : il a été coupé, ou les fichiers sont de jours différents. Donnez ensemble tous les fichiers de la liste d’un même jour.",
  "say.count-differs":
    "Le fichier dit contenir {{stated}} inscriptions, et {{count}} s’y trouvent. Récupérez la liste de nouveau.",
  "say.columns-missing":
    "Le fichier n’a pas de colonne {{columns}}. Comparez sa première ligne aux colonnes de la liste.",
  "say.mapping-missing":
    "Il n’est pas dit ce que contient chaque colonne du fichier. Associez les colonnes de la liste.",
  // Why a file that was read is refused.
  "say.nothing-read": "Le fichier ne contient aucune inscription lisible. Récupérez la liste de nouveau.",
  "say.too-many-not-understood":
    "{{count}} lignes sur {{rows}} n’ont pas été comprises, plus que {{limit}} : le fichier est incomplet ou son format a changé. Les raisons figurent ligne par ligne.",
  "say.too-many-removed":
    "Il retirerait {{removed}} inscriptions sur {{base}} ({{share}}), plus que la limite de {{limit}} fixée pour cette liste : le fichier est incomplet, ou beaucoup ont été radiés. Comparez avec le propriétaire de la liste ; si c’est juste, importez-le de nouveau en acceptant les retraits.",
  // What is wrong with a row.
  "say.not-json": "La ligne n’est pas un objet JSON.",
  "say.no-identifier":
    "Il n’y a pas de {{field}} : l’inscription ne peut pas être suivie d’une version à l’autre.",
  "say.identifier-repeated":
    "L’identifiant {{value}} est répété : seule la première ligne qui le porte est lue.",
  "say.smuggled-person":
    "La source nomme quelqu’un pour avoir été passé clandestinement ou pour une entrée irrégulière : personne n’est inscrit pour cela, la ligne est laissée de côté. Demandez au propriétaire de la liste ceux qui font passer.",
  "say.no-name": "Il n’y a ni nom lisible ni autre chose à rechercher.",
  "say.name-too-long":
    "Un nom dépasse {{limit}} lettres et est laissé de côté : {{value}}… Ce n’est pas le nom d’une personne ; demandez au propriétaire de la liste.",
  "say.name-without-letters": "Le nom {{value}} n’a pas de lettres et est laissé de côté.",
  "say.date-not-understood": "La date de naissance {{value}} n’a pas été comprise et est laissée de côté.",
  "say.country-not-understood": "Le pays {{value}} n’a pas été compris et est laissé de côté.",
  "say.document-not-understood": "Aucun numéro de document n’a pu être lu dans {{value}}.",
  "say.key-not-understood":
    "{{field}} {{value}} n’est pas écrit comme une telle chose est comparée et est laissé de côté ; les numéros de carte sont masqués.",
  "say.value-not-understood": "{{field}} {{value}} n’a pas été compris et est laissé de côté.",
  "say.value-too-long": "{{field}} dépasse {{limit}} caractères et a été coupé.",
  "say.row-not-understood": "La ligne {{value}} n’est pas de cette liste.",
  "say.formula-cell": "{{field}} commence comme une formule et est laissé de côté : {{value}}.",
  // Why a list could not be fetched: after “the list could not be fetched”.
  "say.address-malformed": "L’adresse est mal formée.",
  "say.address-scheme": "L’adresse ne commence ni par https ni par http.",
  "say.no-folder": "Aucun dossier n’est configuré pour les fichiers de listes.",
  "say.outside-folder": "Le fichier est hors du dossier des fichiers de listes.",
  "say.no-such-file": "Ce fichier n’existe pas.",
  "say.redirects-nowhere": "L’adresse redirige vers nulle part.",
  "say.redirects-elsewhere":
    "L’adresse redirige vers un autre serveur ({{origin}}) : si c’est celui du propriétaire de la liste, enregistrez cette adresse.",
  "say.redirects-too-often": "L’adresse redirige plus de {{limit}} fois.",
  "say.server-answers": "Le serveur répond {{status}}.",
  "say.answer-empty": "La réponse est vide.",
  "say.answer-too-large": "Le fichier dépasse {{limit}} Mio.",
  "say.not-in-time": "Il n’est pas arrivé en {{seconds}} s.",
  "say.not-reached": "L’adresse n’a pas pu être atteinte ({{problem}}).",
};
