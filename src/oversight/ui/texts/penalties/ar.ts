// Arabic sentences of the ledger about penalties of carriers.
import type { Complete } from "#design/ui";
import type { enPenalties } from "./en.ts";

export const arPenalties: Complete<typeof enPenalties> = {
  "action.penalty.drafted": "صيغت قضية عقوبة",
  "action.penalty.changed": "عُدّلت مسودة قضية عقوبة",
  "action.penalty.notified": "أُرسلت قضية العقوبة إلى الناقل",
  "action.penalty.failure-set-aside": "استُبعدت مخالفة",
  "action.penalty.dropped": "أُسقطت قضية العقوبة",
  "action.penalty.heard": "استُمع إلى الناقل في قضية عقوبة",
  "action.penalty.disputed": "اعتُرض على قضية عقوبة",
  "action.penalty.dispute-decided": "بُتّ في اعتراض ناقل",
  "action.penalty.asked": "سُئل المستشار القانوني عن عقوبة",
  "action.penalty.sent": "اقتُرحت عقوبة على السلطة",
  "action.penalty.decided": "بتّت السلطة في عقوبة",
  "action.penalty.file-read": "قُرئ ملف عقوبة",
  "action.penalty.read-by-carrier": "قرأ الناقل قضايا عقوباته",
  "subject.penalty": "قضية عقوبة",
  "subject.penalty-proposal": "اقتراح عقوبة",
};
