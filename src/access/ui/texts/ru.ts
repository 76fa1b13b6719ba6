// Russian texts of sign-in and of who is signed in.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const ru: Complete<typeof en> = {
  "signIn.title": "Вход",
  "signIn.name": "Имя пользователя",
  "signIn.password": "Пароль",
  "signIn.submit": "Войти",
  "signIn.again": "Ваш сеанс завершён. Войдите, чтобы продолжить с того же места.",
  "signIn.wrong":
    "Имя пользователя и пароль не подходят друг к другу. Проверьте оба; в пароле заглавные и строчные буквы различаются.",
  "signIn.empty.name": "Введите имя пользователя",
  "signIn.empty.password": "Введите пароль",
  "signIn.problem": "Не удалось войти",
  "signIn.claim": "Подразделение информации о пассажирах",
  "signIn.demo.title": "Демонстрационные учётные записи",
  "signIn.demo.text": "Выберите одну, чтобы войти. Эти учётные записи есть только в демонстрации.",
  "signIn.version": "Версия {{version}}",
  "signIn.law": "Каждый просмотр персональных данных заносится в журнал вместе с его целью.",
  "role.watch-officer": "Дежурный сотрудник",
  "role.analyst": "Аналитик",
  "role.supervisor": "Начальник смены",
  "role.watchlist-manager": "Ответственный за списки розыска",
  "role.carrier-desk": "Отдел по работе с перевозчиками",
  "role.rules-manager": "Ответственный за правила",
  "role.legal-adviser": "Юрисконсульт",
  "role.data-protection-officer": "Уполномоченный по защите данных",
  "role.administrator": "Администратор",
  "password.change": "Сменить пароль",
  "password.needed": "Выберите собственный пароль",
  "password.needed.text":
    "Выданный вам пароль действует один раз. Выберите тот, который знаете только вы; после этого откроется всё остальное.",
  "password.current": "Нынешний пароль",
  "password.next": "Новый пароль",
  "password.next.hint": "Не менее 12 знаков. Хороший пароль — несколько слов.",
  "password.submit": "Сменить пароль",
  "password.changed": "Пароль изменён. Ваши остальные сеансы завершены.",
  "password.lacking.current": "Введите нынешний пароль",
  "password.lacking.next": "Введите новый пароль не короче 12 знаков",
  "problem.password-wrong": "Нынешний пароль введён неверно.",
  "problem.password-weak":
    "Этот пароль легко угадать: не менее 12 знаков, больше разных, и не ваше имя пользователя.",
  "problem.sign-in-slowed": "Слишком много попыток. Подождите несколько минут и попробуйте снова.",
};
