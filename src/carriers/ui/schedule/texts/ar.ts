// Arabic texts of the schedule, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  title: "جدول الرحلات",
  "column.flight": "الرحلة",
  "column.route": "المسار",
};
