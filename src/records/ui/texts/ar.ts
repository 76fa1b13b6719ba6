// Arabic texts of the flight board, the passenger list and the page of a traveller, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "board.title": "الرحلات",
  "board.direction.all": "الكل",
  "board.direction.inbound": "القادمة",
  "board.direction.outbound": "المغادرة",
  "column.due": "المتبقي",
  "column.flight": "الرحلة",
  "column.route": "المسار",
  "column.local": "التوقيت المحلي",
  "column.travellers": "المسافرون",
  "column.alerts": "تنبيهات مفتوحة",
  "column.state": "الحالة",
};
