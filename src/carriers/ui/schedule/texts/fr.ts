// French texts of the schedule, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const fr: Partly<typeof en> = {
  title: "Programme des vols",
  "column.flight": "Vol",
  "column.route": "Itinéraire",
};
