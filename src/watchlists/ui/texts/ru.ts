// Russian texts of the watchlists, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "lists.title": "Списки наблюдения",
  "lists.tab.lists": "Списки",
  "lists.tab.proposals": "Предложения",
  "column.list": "Список",
  "column.code": "Код",
  "column.authority": "Владелец",
  "column.entries": "Записи",
  "column.version": "Действует",
  "column.fresh": "Актуальность",
  "column.waits": "Ждёт сотрудника",
  "version.number": "Версия {{version}}",
  "waits.version": "Версия {{version}}",
  "list.tab.entries": "Записи",
  "list.tab.versions": "Версии",
  "list.tab.proposals": "Предложения",
  "list.tab.about": "О списке",
  "list.import": "Загрузить файл",
  "state.draft": "Ждёт сотрудника",
  "state.active": "Действует",
  "state.superseded": "Заменена",
  "state.refused": "Отклонена",
  "state.rolled-back": "Отозвана",
  "version.activate": "Ввести в действие",
  "act.add": "Новая запись",
  "act.change": "Изменение",
  "act.remove": "Удаление",
  "proposal.approve": "Одобрить",
  "proposal.refuse": "Отклонить",
};
