// Russian texts of the flight board, the passenger list and the page of a traveller, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "board.title": "Рейсы",
  "board.direction.all": "Все",
  "board.direction.inbound": "Прилёт",
  "board.direction.outbound": "Вылет",
  "column.due": "Осталось",
  "column.flight": "Рейс",
  "column.route": "Маршрут",
  "column.local": "Местное время",
  "column.travellers": "Пассажиры",
  "column.alerts": "Открытые оповещения",
  "column.state": "Состояние",
};
