// Arabic texts of alerts and cases, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "queue.title": "التنبيهات",
  "queue.next": "خذ التالي",
  "column.flight": "الرحلة",
  "column.person": "الشخص",
  "decision.title": "القرار",
  "decision.no-match": "لا تطابق",
  "decision.confirmed": "مؤكد",
  "cases.title": "القضايا",
};
