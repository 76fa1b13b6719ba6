// Russian texts of hits that await INTERPOL's bureau.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Complete<typeof en> = {
  title: "Бюро Интерпола",
  "state.AWAIT_NCB": "Совпадение по документу: бюро ещё не подтвердило (AWAIT_NCB)",
  "state.CONFIRMED": "Совпадение по документу: подтверждено бюро",
  "state.NOT_CONFIRMED": "Совпадение по документу: бюро не подтвердило",
  waits:
    "Пока бюро не подтвердит его у государства, выдавшего документ, ничего неблагоприятного об этом лице не решается.",
  due: "Ответ ожидается:",
  "safety.called": "Ответа не ждали: речь шла о чьей-то безопасности.",
  safety: "Не ждать: под угрозой безопасность",
  "safety.reason": "Чья безопасность и чем угрожают (не менее 20 знаков)",
  "refused.await-ncb": "Бюро ещё не подтвердило совпадение по документу этого лица.",
};
