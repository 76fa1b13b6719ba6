// Arabic texts of the shell, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  skip: "الانتقال إلى المحتوى",
  "nav.flights": "الرحلات",
  "nav.alerts": "التنبيهات",
  "nav.cases": "القضايا",
  "nav.watchlists": "قوائم المراقبة",
  "nav.criteria": "المعايير",
  "nav.messages": "الرسائل",
  "nav.carriers": "الناقلون",
  "nav.quality": "الجودة",
  "nav.ledger": "السجل",
  "banner.demo": "عرض تجريبي",
  "banner.demo.text": "جميع الأشخاص والرحلات والقوائم هنا غير حقيقية. لا تُدخل بيانات حقيقية.",
  "search.open": "بحث أو أمر",
  "menu.language": "اللغة",
  "menu.theme": "المظهر",
  "menu.signOut": "تسجيل الخروج",
  "status.connected": "مباشر",
  "nav.outages": "الانقطاعات",
  "nav.schedules": "الجدول",
  "check.link": "للناقلين: فحص رسالة",
  "send.link": "للناقلين: إرسال قائمة",
  "certify.link": "للناقلين: الاعتماد",
  "menu.theme.dark": "داكن",
  "menu.theme.light": "فاتح",
  "menu.theme.system": "مثل النظام",
};
