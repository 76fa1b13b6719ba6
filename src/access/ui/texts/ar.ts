// Arabic texts of sign-in and of who is signed in.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const ar: Complete<typeof en> = {
  "signIn.title": "تسجيل الدخول",
  "signIn.name": "اسم المستخدم",
  "signIn.password": "كلمة المرور",
  "signIn.submit": "دخول",
  "signIn.again": "انتهت جلستك. سجّل الدخول لتتابع من حيث كنت.",
  "signIn.wrong":
    "اسم المستخدم وكلمة المرور غير متوافقين. تحقّق منهما؛ وتُفرّق كلمة المرور بين الحروف الكبيرة والصغيرة.",
  "signIn.empty.name": "أدخل اسم المستخدم",
  "signIn.empty.password": "أدخل كلمة المرور",
  "signIn.problem": "هناك مشكلة",
  "signIn.claim": "وحدة معلومات المسافرين",
  "signIn.demo.title": "حسابات العرض التجريبي",
  "signIn.demo.text": "اختر حسابًا لتسجيل الدخول. لا توجد هذه الحسابات إلا في العرض التجريبي.",
  "signIn.version": "الإصدار {{version}}",
  "signIn.law": "كل اطلاع على بيانات شخصية يُدوَّن في السجل مع غرضه.",
  "role.watch-officer": "ضابط المناوبة",
  "role.analyst": "محلل",
  "role.supervisor": "رئيس المناوبة",
  "role.watchlist-manager": "مسؤول قوائم المراقبة",
  "role.carrier-desk": "مكتب الناقلين",
  "role.rules-manager": "مسؤول القواعد",
  "role.legal-adviser": "المستشار القانوني",
  "role.data-protection-officer": "مسؤول حماية البيانات",
  "role.administrator": "مدير النظام",
  "password.change": "تغيير كلمة المرور",
  "password.needed": "اختر كلمة مرور خاصة بك",
  "password.needed.text":
    "كلمة المرور التي أُعطيت لك تصلح مرة واحدة. اختر كلمة لا يعرفها غيرك، وبعدها يُفتح كل ما سواها.",
  "password.current": "كلمة المرور الحالية",
  "password.next": "كلمة المرور الجديدة",
  "password.next.hint": "12 حرفًا على الأقل. وعدة كلمات تصنع كلمة مرور جيدة.",
  "password.submit": "تغيير كلمة المرور",
  "password.changed": "غُيّرت كلمة المرور. انتهت جلساتك الأخرى.",
  "password.lacking.current": "أدخل كلمة المرور الحالية",
  "password.lacking.next": "أدخل كلمة مرور جديدة من 12 حرفًا على الأقل",
  "problem.password-wrong": "كلمة المرور الحالية خاطئة.",
  "problem.password-weak":
    "هذه الكلمة سهلة التخمين: استخدم 12 حرفًا على الأقل، أكثر تنوعًا، ولا تستخدم اسم المستخدم.",
  "problem.sign-in-slowed": "محاولات كثيرة جدًا. انتظر بضع دقائق ثم حاول من جديد.",
};
