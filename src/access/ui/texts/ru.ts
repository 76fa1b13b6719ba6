// Russian texts of sign-in and of who is signed in, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Partly<typeof en> = {
  "signIn.title": "Вход",
  "signIn.name": "Имя пользователя",
  "signIn.password": "Пароль",
  "signIn.submit": "Войти",
  "signIn.claim": "Подразделение информации о пассажирах",
  "role.watch-officer": "Дежурный сотрудник",
  "role.analyst": "Аналитик",
  "role.supervisor": "Начальник смены",
  "role.rules-manager": "Ответственный за правила",
  "role.legal-adviser": "Юрисконсульт",
};
