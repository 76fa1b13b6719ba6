// Azerbaijani texts of who persons of alerts and cases are.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const az: Complete<typeof en> = {
  title: "Şəxslər kimdir",
  protects: "Kömək edilməli və ya dinlənilməli: {{category}}",
  "protects.text":
    "Siyahıda bu şəxs itkin düşmüş, zərərçəkmiş, şahid və ya əlaqəli şəxs kimi göstərilib. Bu siqnaldan onun əleyhinə heç nə irəli gəlmir: nə minik göstərişi, nə də şübhəli kimi göndəriş. Təsdiqlənən uyğunluq müdafiəyə yönəldilir.",
  who: "Şəxs kimdir",
  change: "Dəyişdirmək",
  "change.of": "{{name}} kimdir: dəyişdirmək",
  category: "Şəxs kimdir",
  reason: "Səbəb",
  "reason.hint": "Bunu nə göstərir. Şəxsin əleyhinə daha ağır dəyişiklik başqa əməkdaşı gözləyir.",
  submit: "Dəyişdirmək",
  done: "Dəyişdirildi",
  doneWaits: "Başqa əməkdaş gözlənilir",
  waits: "{{name}} bu şəxsi belə göstərməyi xahiş edir: {{category}}",
  approve: "Təsdiqləmək",
  refuse: "Rədd etmək",
  "decision.reason": "Səbəb",
  own: "Xahişinizə başqa əməkdaş qərar verir.",
  missingReason: "Ən azı üç hərf yazın",
  confirmedHint: "Yalnız müdafiə: şəxsə kömək edilməli və ya o dinlənilməlidir",
  "problem.category-protects": "Bu şəxsə kömək edilməli və ya o dinlənilməlidir: müdafiəni seçin.",
  "problem.adverse-wording": "Bu sözlər kimisə ittiham edir. Şəxsin nəyə ehtiyacı olduğunu yazın.",
  "problem.source-protects":
    "Siyahıda bu şəxsə kömək edilməli olduğu göstərilib. Əvvəlcə siyahı dəyişdirilsin.",
  "problem.no-category-change": "Gözləyən dəyişiklik yoxdur.",
  "problem.no-such-link": "İşdə belə şəxs artıq yoxdur.",
  "problem.four-eyes": "Bunu özünüz xahiş etmisiniz: başqa əməkdaş qərar verir.",
  "problem.case-not-open": "Bu iş bağlanıb.",
  "is.suspect": "Şübhəli",
  "is.convicted": "Məhkum",
  "is.wanted": "Axtarışda olan",
  "is.missing": "İtkin düşmüş",
  "is.victim": "Zərərçəkmiş",
  "is.witness": "Şahid",
  "is.contact": "Əlaqəli şəxs",
  "is.other": "Digər",
};
