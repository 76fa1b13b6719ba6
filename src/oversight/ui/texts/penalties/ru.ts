// Russian sentences of the ledger about penalties of carriers.
import type { Complete } from "#design/ui";
import type { enPenalties } from "./en.ts";

export const ruPenalties: Complete<typeof enPenalties> = {
  "action.penalty.drafted": "Подготовлено дело о взыскании",
  "action.penalty.changed": "Проект дела о взыскании изменён",
  "action.penalty.notified": "Дело о взыскании направлено перевозчику",
  "action.penalty.failure-set-aside": "Нарушение исключено",
  "action.penalty.dropped": "Дело о взыскании прекращено",
  "action.penalty.heard": "Перевозчик заслушан по делу о взыскании",
  "action.penalty.disputed": "Дело о взыскании оспорено",
  "action.penalty.dispute-decided": "Спор перевозчика разрешён",
  "action.penalty.asked": "Запрошено согласие юриста на взыскание",
  "action.penalty.sent": "Взыскание предложено органу",
  "action.penalty.decided": "Орган решил вопрос о взыскании",
  "action.penalty.file-read": "Прочитан файл дела о взыскании",
  "action.penalty.read-by-carrier": "Перевозчик прочитал свои дела о взыскании",
  "subject.penalty": "дело о взыскании",
  "subject.penalty-proposal": "предложение о взыскании",
};
