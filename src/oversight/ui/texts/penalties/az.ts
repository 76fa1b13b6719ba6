// Azerbaijani sentences of the ledger about penalties of carriers.
import type { Complete } from "#design/ui";
import type { enPenalties } from "./en.ts";

export const azPenalties: Complete<typeof enPenalties> = {
  "action.penalty.drafted": "Cərimə işi hazırlandı",
  "action.penalty.changed": "Cərimə işinin layihəsi dəyişdirildi",
  "action.penalty.notified": "Cərimə işi daşıyıcıya göndərildi",
  "action.penalty.failure-set-aside": "Pozuntu kənara qoyuldu",
  "action.penalty.dropped": "Cərimə işi dayandırıldı",
  "action.penalty.heard": "Daşıyıcı cərimə işində dinlənildi",
  "action.penalty.disputed": "Cərimə işi mübahisələndirildi",
  "action.penalty.dispute-decided": "Daşıyıcının mübahisəsi həll edildi",
  "action.penalty.asked": "Cərimə barədə hüquqşünasa müraciət edildi",
  "action.penalty.sent": "Cərimə icra orqanına təklif edildi",
  "action.penalty.decided": "İcra orqanı cərimə barədə qərar verdi",
  "action.penalty.file-read": "Cərimə faylı oxundu",
  "action.penalty.read-by-carrier": "Daşıyıcı öz cərimə işlərini oxudu",
  "subject.penalty": "cərimə işi",
  "subject.penalty-proposal": "cərimə təklifi",
};
