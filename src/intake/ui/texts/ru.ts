// Russian texts of the messages received, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "list.title": "Сообщения",
  "list.caption": "Полученные сообщения, сначала новые",
  "list.show": "Состояние",
  "list.show.all": "Все",
  "list.kind": "Вид сообщения",
  "list.kind.all": "Все виды",
  "list.carrier.short": "Перевозчик",
  "list.findings": "С замечаниями",
  "column.received": "Получено",
  "column.kind": "Вид",
  "column.carrier": "Перевозчик",
  "column.flight": "Рейс",
  "column.channel": "Канал",
  "column.state": "Состояние",
  "column.travellers": "Пассажиры",
  "column.bookings": "Бронирования",
  "column.findings": "Замечания",
  "state.processed": "Обработано",
  "state.refused": "Отклонено",
  "state.quarantined": "В карантине",
  "state.duplicate": "Получено ранее",
  "inspector.tab.source": "Сообщение",
  "inspector.tab.answer": "Отправленный ответ",
  "inspector.findings": "Замечания",
};
