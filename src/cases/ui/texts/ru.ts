// Russian texts of alerts and cases, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "queue.title": "Сигналы",
  "queue.next": "Взять следующий",
  "column.flight": "Рейс",
  "column.person": "Лицо",
  "decision.title": "Решение",
  "decision.no-match": "Не совпадает",
  "decision.confirmed": "Подтверждено",
  "cases.title": "Дела",
  "directive.message.again": "повторно по соглашению:",
  "directive.message.officer": "сообщение дежурному:",
};
