// Russian texts of the schedule, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  title: "Расписание",
  "column.flight": "Рейс",
  "column.route": "Маршрут",
};
