// Arabic texts of the shared pieces, as far as they are written.
import type { Partly } from "../texts.ts";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "span.minutes": "{{whole}} د",
  "span.hours": "{{whole}} س {{rest}}",
  "span.days": "{{whole}} ي {{rest}} س",
  "span.past": "قبل {{span}}",
  "state.loading": "جارٍ التحميل",
  "state.error.title": "تعذّر التحميل",
  "state.retry": "إعادة المحاولة",
  "state.filtered.title": "لا توجد نتائج",
  "state.filtered.clear": "مسح التصفية",
  "live.new_zero": "لا جديد",
  "live.new_one": "صف جديد واحد",
  "live.new_two": "صفان جديدان",
  "live.new_few": "{{count}} صفوف جديدة",
  "live.new_many": "{{count}} صفًا جديدًا",
  "live.new_other": "{{count}} صف جديد",
  "live.load": "عرض",
  "keys.title": "لوحة المفاتيح",
  "purpose.label": "الغرض",
  "purpose.title": "ما الغرض من الاطلاع على بيانات شخصية؟",
  "severity.strong": "قوي",
  "severity.possible": "محتمل",
  "severity.weak": "ضعيف",
  "form.problem": "هناك مشكلة",
  "form.title": "خطأ",
  "table.more": "عرض المزيد",
  "copy.do": "نسخ",
  "copy.done": "تم النسخ",
  "page.print": "طباعة",
};
