// Arabic texts of the watchlists, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "lists.title": "قوائم المراقبة",
  "lists.tab.lists": "القوائم",
  "lists.tab.proposals": "المقترحات",
  "column.list": "القائمة",
  "column.code": "الرمز",
  "column.authority": "الجهة المالكة",
  "column.entries": "القيود",
  "column.version": "النافذ",
  "column.fresh": "الحداثة",
  "column.waits": "بانتظار موظف",
  "version.number": "الإصدار {{version}}",
  "waits.version": "الإصدار {{version}}",
  "list.tab.entries": "القيود",
  "list.tab.versions": "الإصدارات",
  "list.tab.proposals": "المقترحات",
  "list.tab.about": "حول القائمة",
  "list.import": "استيراد ملف",
  "state.draft": "بانتظار موظف",
  "state.active": "نافذ",
  "state.superseded": "حلّ محله إصدار آخر",
  "state.refused": "مرفوض",
  "state.rolled-back": "مسحوب",
  "version.activate": "إنفاذ",
  "act.add": "قيد جديد",
  "act.change": "تعديل",
  "act.remove": "إزالة",
  "proposal.approve": "موافقة",
  "proposal.refuse": "رفض",
};
