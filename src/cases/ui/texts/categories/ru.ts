// Russian texts of who persons of alerts and cases are.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Complete<typeof en> = {
  title: "Кто эти лица",
  protects: "Помочь или выслушать: {{category}}",
  "protects.text":
    "В списке это лицо значится как пропавшее, потерпевшее, свидетель или связанное. Ничего неблагоприятного из этого сигнала не следует: ни указания о посадке, ни передачи как подозреваемого. Подтверждённое совпадение направляется на защиту.",
  who: "Кто это лицо",
  change: "Изменить",
  "change.of": "Изменить, кто такой {{name}}",
  category: "Кто это лицо",
  reason: "Почему",
  "reason.hint": "Что это показывает. Изменение, более тяжёлое для лица, ждёт другого сотрудника.",
  submit: "Изменить",
  done: "Изменено",
  doneWaits: "Ждёт другого сотрудника",
  waits: "{{name}} просит указать это лицо как: {{category}}",
  approve: "Одобрить",
  refuse: "Отклонить",
  "decision.reason": "Почему",
  own: "По вашей просьбе решает другой сотрудник.",
  missingReason: "Напишите не меньше трёх букв",
  confirmedHint: "Только защита: лицу нужно помочь или выслушать его",
  "problem.category-protects": "Этому лицу нужно помочь или выслушать его: выберите защиту.",
  "problem.adverse-wording": "Эти слова кого-то обвиняют. Напишите, что нужно лицу.",
  "problem.source-protects":
    "В списке это лицо значится как то, которому помогают. Сначала пусть изменят список.",
  "problem.no-category-change": "Ожидающих изменений больше нет.",
  "problem.no-such-link": "В деле такого лица больше нет.",
  "problem.four-eyes": "Вы сами об этом просили: решает другой сотрудник.",
  "problem.case-not-open": "Это дело закрыто.",
  "is.suspect": "Подозреваемый",
  "is.convicted": "Осуждённый",
  "is.wanted": "В розыске",
  "is.missing": "Пропавший без вести",
  "is.victim": "Потерпевший",
  "is.witness": "Свидетель",
  "is.contact": "Связанное лицо",
  "is.other": "Иное",
};
