// Russian texts of the carrier desk, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "register.tab.operation": "Работа каналов",
  "register.title": "Перевозчики",
};
