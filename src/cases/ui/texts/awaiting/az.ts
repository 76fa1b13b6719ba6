// Azerbaijani texts of hits that await INTERPOL's bureau.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const az: Complete<typeof en> = {
  title: "İNTERPOL bürosu",
  "state.AWAIT_NCB": "Səyahət sənədi üzrə uyğunluq: büro hələ təsdiq etməyib (AWAIT_NCB)",
  "state.CONFIRMED": "Səyahət sənədi üzrə uyğunluq: büro təsdiq edib",
  "state.NOT_CONFIRMED": "Səyahət sənədi üzrə uyğunluq: büro təsdiq etməyib",
  waits: "Büro bunu sənədi vermiş dövlətlə təsdiq edənədək bu şəxs barəsində heç bir mənfi qərar verilmir.",
  due: "Cavab gözlənilir:",
  "safety.called": "Gözlənilmədi: kiminsə təhlükəsizliyi risk altında idi.",
  safety: "Gözləmə: təhlükəsizlik risk altındadır",
  "safety.reason": "Kimin təhlükəsizliyi və necə (ən azı 20 işarə)",
  "refused.await-ncb": "Büro bu şəxsin sənədi üzrə uyğunluğu hələ təsdiq etməyib.",
};
