// French texts of sign-in and of who is signed in.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Complete<typeof en> = {
  "signIn.title": "Connexion",
  "signIn.name": "Nom d’utilisateur",
  "signIn.password": "Mot de passe",
  "signIn.submit": "Se connecter",
  "signIn.again": "Votre session a pris fin. Connectez-vous pour reprendre là où vous en étiez.",
  "signIn.wrong":
    "Le nom d’utilisateur et le mot de passe ne vont pas ensemble. Vérifiez les deux ; les majuscules comptent dans le mot de passe.",
  "signIn.empty.name": "Saisissez votre nom d’utilisateur",
  "signIn.empty.password": "Saisissez votre mot de passe",
  "signIn.problem": "Il y a un problème",
  "signIn.claim": "Unité d’informations passagers",
  "signIn.demo.title": "Comptes de démonstration",
  "signIn.demo.text":
    "Choisissez-en un pour vous connecter. Ces comptes n’existent que dans la démonstration.",
  "signIn.version": "Version {{version}}",
  "signIn.law": "Toute consultation de données personnelles est inscrite au registre, avec sa finalité.",
  "role.watch-officer": "Officier de permanence",
  "role.analyst": "Analyste",
  "role.supervisor": "Chef d’équipe",
  "role.watchlist-manager": "Responsable des listes",
  "role.carrier-desk": "Bureau des transporteurs",
  "role.rules-manager": "Responsable des règles",
  "role.legal-adviser": "Conseiller juridique",
  "role.data-protection-officer": "Délégué à la protection des données",
  "role.administrator": "Administrateur",
  "role.protection-reviewer": "Examinateur chargé de la protection",
  "role.head": "Chef de l’unité",
  "role.auditor": "Auditeur interne",
  "role.approver": "Approbateur indépendant",
  "role.inspector": "Inspecteur de l’autorité de contrôle",
  "role.liaison": "Officier de liaison",
  "ways.menu": "Vos moyens d’accès",
  "duty.menu": "Votre service",
  "password.change": "Changer de mot de passe",
  "password.needed": "Choisissez votre propre mot de passe",
  "password.needed.text":
    "Le mot de passe qui vous a été remis ne sert qu’une fois. Choisissez-en un que vous seul connaissez ; tout le reste s’ouvre ensuite.",
  "password.current": "Mot de passe actuel",
  "password.next": "Nouveau mot de passe",
  "password.next.hint": "12 caractères au moins. Plusieurs mots en font un bon.",
  "password.submit": "Changer le mot de passe",
  "password.changed": "Mot de passe changé. Vos autres sessions ont pris fin.",
  "password.lacking.current": "Saisissez le mot de passe actuel",
  "password.lacking.next": "Saisissez un nouveau mot de passe de 12 caractères au moins",
  "problem.password-wrong": "Le mot de passe actuel est faux.",
  "problem.password-weak":
    "Ce mot de passe est trop facile à deviner : prenez 12 caractères au moins, plus variés, et non votre nom d’utilisateur.",
  "problem.sign-in-slowed": "Trop de tentatives. Attendez quelques minutes, puis réessayez.",
};
