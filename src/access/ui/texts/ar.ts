// Arabic texts of sign-in and of who is signed in, as far as they are written.
import type { Partly } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Partly<typeof en> = {
  "signIn.title": "تسجيل الدخول",
  "signIn.name": "اسم المستخدم",
  "signIn.password": "كلمة المرور",
  "signIn.submit": "دخول",
  "signIn.claim": "وحدة معلومات المسافرين",
  "role.watch-officer": "ضابط المناوبة",
  "role.analyst": "محلل",
  "role.supervisor": "رئيس المناوبة",
  "role.rules-manager": "مسؤول القواعد",
  "role.legal-adviser": "المستشار القانوني",
};
