// Arabic texts of hits that await INTERPOL's bureau.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Complete<typeof en> = {
  title: "مكتب الإنتربول",
  "state.AWAIT_NCB": "تطابق على وثيقة السفر: لم يؤكده المكتب بعد (AWAIT_NCB)",
  "state.CONFIRMED": "تطابق على وثيقة السفر: أكده المكتب",
  "state.NOT_CONFIRMED": "تطابق على وثيقة السفر: لم يؤكده المكتب",
  waits: "إلى أن يؤكده المكتب مع الدولة التي أصدرت الوثيقة لا يُتخذ أي قرار ضد هذا الشخص.",
  due: "موعد الرد:",
  "safety.called": "لم يُنتظر: كانت سلامة شخص في خطر.",
  safety: "عدم الانتظار: السلامة في خطر",
  "safety.reason": "سلامة من وكيف (20 حرفا على الأقل)",
  "refused.await-ncb": "لم يؤكد المكتب بعد التطابق على وثيقة هذا الشخص.",
};
