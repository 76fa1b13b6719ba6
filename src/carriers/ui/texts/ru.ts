// Russian texts of the carrier desk, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "register.tab.operation": "Работа каналов",
  "register.title": "Перевозчики",
  "errorCodes.inhibits":
    "{{code}} для {{finding}} будет прочитан как НЕ ДОПУСКАТЬ К ПОСАДКЕ. Это всегда решение двух сотрудников об одном пассажире, а не то, что замечание говорит о данных: введите номер из двух или более цифр, например 13.",
  "problem.error-code-inhibits":
    "Системы прочтут код замечания как НЕ ДОПУСКАТЬ К ПОСАДКЕ. Это всегда решение двух сотрудников об одном пассажире: введите номер из двух или более цифр, например 13.",
};
