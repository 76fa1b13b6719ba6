// Arabic texts of the carrier desk, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "register.tab.operation": "سير العمل",
  "register.title": "الناقلون",
  "errorCodes.inhibits":
    "سيُقرأ {{code}} مقابل {{finding}} على أنه «لا تُصعد المسافر». وهذا لا يكون إلا قرار موظفين اثنين بشأن مسافر واحد، لا ما تقوله ملاحظة عن بياناته: أدخلوا رقمًا من خانتين أو أكثر، مثل 13.",
  "problem.error-code-inhibits":
    "ستقرأ الأنظمة رمز الملاحظة على أنه «لا تُصعد المسافر». وهذا لا يكون إلا قرار موظفين اثنين بشأن مسافر واحد: أدخلوا رقمًا من خانتين أو أكثر، مثل 13.",
};
