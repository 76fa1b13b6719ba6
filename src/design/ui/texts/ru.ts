// Russian texts of the shared pieces, as far as they are written.
import type { Partly } from "../texts.ts";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "span.minutes": "{{whole}} мин",
  "span.hours": "{{whole}} ч {{rest}}",
  "span.days": "{{whole}} д {{rest}} ч",
  "span.past": "{{span}} назад",
  "state.loading": "Загрузка",
  "state.error.title": "Не удалось загрузить",
  "state.retry": "Повторить",
  "state.filtered.title": "Ничего не найдено",
  "state.filtered.clear": "Сбросить фильтр",
  "live.new_one": "{{count}} новая",
  "live.new_few": "{{count}} новые",
  "live.new_many": "{{count}} новых",
  "live.new_other": "{{count}} новых",
  "live.load": "Показать",
  "keys.title": "Клавиатура",
  "purpose.label": "Цель",
  "purpose.title": "С какой целью вы открываете персональные данные?",
  "severity.strong": "Сильное",
  "severity.possible": "Возможное",
  "severity.weak": "Слабое",
  "form.problem": "Есть ошибка",
  "form.title": "Ошибка",
  "table.more": "Показать ещё",
  "copy.do": "Копировать",
  "copy.done": "Скопировано",
  "page.print": "Печать",
};
