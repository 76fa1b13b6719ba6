// Russian texts of the shell, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  skip: "К содержанию",
  "nav.flights": "Рейсы",
  "nav.alerts": "Оповещения",
  "nav.cases": "Дела",
  "nav.watchlists": "Списки розыска",
  "nav.criteria": "Критерии",
  "nav.messages": "Сообщения",
  "nav.carriers": "Перевозчики",
  "nav.quality": "Качество",
  "nav.ledger": "Журнал",
  "banner.demo": "ДЕМОНСТРАЦИЯ",
  "banner.demo.text": "Все лица, рейсы и списки вымышлены. Не вводите настоящих данных.",
  "search.open": "Поиск или команда",
  "menu.language": "Язык",
  "menu.theme": "Оформление",
  "menu.signOut": "Выйти",
  "status.connected": "На связи",
  "check.link": "Для перевозчиков: проверить сообщение",
  "send.link": "Для перевозчиков: отправить список",
  "certify.link": "Для перевозчиков: сертификация",
  "menu.theme.dark": "Тёмное",
  "menu.theme.light": "Светлое",
  "menu.theme.system": "Как в системе",
};
