// Arabic texts of the messages received, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "list.title": "الرسائل",
  "list.caption": "الرسائل المستلمة، الأحدث أولاً",
  "list.show": "الحالة",
  "list.show.all": "الكل",
  "list.kind": "نوع الرسالة",
  "list.kind.all": "كل الأنواع",
  "list.carrier.short": "الناقل",
  "list.findings": "ذات ملاحظات",
  "column.received": "وقت الاستلام",
  "column.kind": "النوع",
  "column.carrier": "الناقل",
  "column.flight": "الرحلة",
  "column.channel": "القناة",
  "column.state": "الحالة",
  "column.travellers": "المسافرون",
  "column.bookings": "الحجوزات",
  "column.findings": "الملاحظات",
  "state.processed": "تمت المعالجة",
  "state.refused": "مرفوضة",
  "state.quarantined": "في الحجر",
  "state.duplicate": "وردت من قبل",
  "inspector.tab.source": "الرسالة",
  "inspector.tab.answer": "الرد المرسل",
  "inspector.findings": "الملاحظات",
};
