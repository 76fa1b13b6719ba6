// Azerbaijani texts of the ledger.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const az: Complete<typeof en> = {
  "ledger.title": "Jurnal",
  "ledger.caption": "Jurnalın qeydləri, ən yenisi birinci",
  "ledger.actor": "Kim (ad və ya hesab)",
  "ledger.actor.short": "Kim",
  "ledger.action": "Nə edilib",
  "ledger.action.all": "Bütün əməliyyatlar",
  "ledger.subject": "Nəyin üzərində (qeydin nömrəsi)",
  "ledger.subject.short": "Nəyin üzərində",
  "ledger.empty.title": "Jurnalda hələ qeyd yoxdur",
  "ledger.empty.text": "Şəxs məlumatlarına hər baxış və hər dəyişiklik burada qeyd olunacaq.",
  "column.number": "№",
  "column.at": "Vaxt",
  "column.actor": "Kim",
  "column.action": "Nə",
  "column.subject": "Nəyin üzərində",
  "column.purpose": "Məqsəd",
  "entry.body": "Qeyd heşləndiyi şəkildə",
  "entry.hash": "Bu qeydin və ondan əvvəlkilərin heşi",
  "verify.start": "Bütün zənciri yoxla",
  "verify.running": "Hər bir qeyd yenidən hesablanır…",
  "verify.intact": "Tamdır və dəyişdirilməyib",
  "verify.intact.text_one":
    "{{count}} qeyd birincidən sonuncuya qədər yenidən hesablandı. Zəncirin başı: {{head}}.",
  "verify.intact.text_other":
    "{{count}} qeyd birincidən sonuncuya qədər yenidən hesablandı. Zəncirin başı: {{head}}.",
  "verify.broken": "Zəncir {{seq}} nömrəli qeyddə pozulub",
  "verify.broken.text":
    "{{problem}} Ondan əvvəlki qeydlər qüvvədədir. Verilənlər bazasına toxunmayın, inzibatçıya və nəzarət orqanına məlumat verin.",
  "actor.system": "sistem",
};
