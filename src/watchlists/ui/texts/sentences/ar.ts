// Arabic sentences about list files, their rows and fetches: one for each code, with the values of the English one.

export const ar: Readonly<Record<string, string>> = {
  // Why a file cannot be read.
  "say.empty": "الملف فارغ. اجلب القائمة من جديد.",
  "say.file-too-large": "الملف أكبر من {{limit}} ميغابايت، أكبر من أي قائمة أشخاص. قدّم ملف القائمة وحدها.",
  "say.too-many-entries": "في الملف أكثر من {{limit}} قيد، أكثر من أي قائمة أشخاص. قدّم ملف قائمة واحدة.",
  "say.not-utf8":
    "ابتداءً من السطر {{line}} ليس الملف نص UTF-8: هو بترميز أقدم مثل Windows-1251 أو Windows-1254، أو تالف. اجلب القائمة من جديد بترميز UTF-8 أو احفظها به.",
  "say.utf-16": "الملف نص UTF-16. اجلب القائمة من جديد بترميز UTF-8 أو احفظها به.",
  "say.packed":
    "الملف مضغوط ({{kind}}) ولا يُفك هنا. فُكّه وقدّم القائمة نفسها؛ ومن برنامج جداول احفظ الجدول بصيغة CSV وترميز UTF-8.",
  "say.unknown-format":
    "الملف ليس بأي من صيغ القوائم المعروفة هنا (XML أو JSON أو CSV). قدّم ملف القائمة نفسها لا صفحة أو وثيقة عنها.",
  "say.wrong-root": "الملف XML عنصره الجذر <{{root}}> وليس لأي صيغة قوائم معروفة هنا. قدّم ملف القائمة نفسها.",
  "say.other-format":
    "الملف بصيغة {{found}} والقائمة مسجّلة بصيغة أخرى ({{format}}). اختر ملف هذه القائمة أو سجّل قائمة بتلك الصيغة.",
  "say.not-well-formed": "الملف ليس XML سليم البناء (السطر {{line}}). اجلب القائمة من جديد.",
  "say.truncated": "ينتهي الملف قبل اكتماله (السطر {{line}}). اجلب القائمة من جديد.",
  "say.forbidden-construct":
    "في الملف تصريح بنوع المستند (السطر {{line}})، ولا تحتاجه القوائم وقد يجعل ملفًا صغيرًا ضخمًا. اطلب من مالك القائمة الملف من دونه.",
  "say.too-deep": "عناصر الملف متداخلة بعمق زائد (السطر {{line}}) على قائمة. قدّم ملف القائمة نفسها.",
  "say.no-entries": "لا شخص في الملف. اجلب القائمة من جديد؛ القائمة الفارغة لا تُنفَّذ أبدًا.",
  "say.too-many-bad-rows":
    "لا يمكن استخدام {{skipped}} من {{rows}} من الأسطر، وأولها السطر {{row}}: الملف نصف فارغ أو تالف أو تغيّرت صيغته. اجلب القائمة من جديد؛ فإن بقي كذلك فاسأل مالكها.",
  "say.part-missing": "الملف {{part}} ليس بين المقدَّمة: لا تقول الأخرى شيئًا من دونه. قدّم كل ملفات القائمة معًا.",
  "say.parts-apart":
    "{{count}} من {{rows}} من الأسطر لقيود ليست في ملف الأسماء: قُطع أو الملفات من أيام مختلفة. قدّم معًا كل ملفات القائمة ليوم واحد.",
  "say.count-differs": "يقول الملف إن فيه {{stated}} قيد وفيه {{count}}. اجلب القائمة من جديد.",
  "say.columns-missing": "ليس في الملف عمود {{columns}}. قارن سطره الأول بأعمدة القائمة.",
  "say.mapping-missing": "لم يُذكر ما يقوله كل عمود من الملف. طابِق أعمدة القائمة.",
  // Why a file that was read is refused.
  "say.nothing-read": "ليس في الملف أي قيد أمكنت قراءته. اجلب القائمة من جديد.",
  "say.too-many-not-understood":
    "لم يُفهم {{count}} من {{rows}} من الأسطر، أكثر من {{limit}}: الملف ناقص أو تغيّرت صيغته. الأسباب مبيّنة سطرًا سطرًا.",
  "say.too-many-removed":
    "سيزيل {{removed}} من {{base}} قيد ({{share}})، أكثر من {{limit}} المحدد لهذه القائمة: الملف ناقص أو شُطب كثيرون. قارن مع مالك القائمة؛ فإن صحّ فاستورده من جديد واقبل الإزالات.",
  // What is wrong with a row.
  "say.not-json": "السطر ليس كائن JSON.",
  "say.no-identifier": "لا يوجد {{field}}: لا يمكن تتبع القيد من إصدار إلى إصدار.",
  "say.identifier-repeated": "المعرّف {{value}} مكرر: لا يُقرأ إلا أول سطر به.",
  "say.smuggled-person":
    "يذكر المصدر شخصًا لأنه هُرّب أو لدخول غير نظامي: لا يُدرج أحد لذلك، وتُرك السطر. اسأل صاحب القائمة عمّن يهرّبون.",
  "say.no-name": "لا اسم يمكن قراءته ولا شيء آخر يُبحث عنه.",
  "say.name-too-long": "اسم أطول من {{limit}} حرف تُرك: {{value}}… ليس اسم شخص واحد؛ اسأل مالك القائمة.",
  "say.name-without-letters": "الاسم {{value}} بلا أحرف وتُرك.",
  "say.date-not-understood": "لم يُفهم تاريخ الميلاد {{value}} وتُرك.",
  "say.country-not-understood": "لم يُفهم البلد {{value}} وتُرك.",
  "say.document-not-understood": "لم يمكن قراءة رقم وثيقة من {{value}}.",
  "say.key-not-understood": "{{field}} {{value}} لم يُكتب كما تُقارن مثله وتُرك؛ وتُخفى أرقام البطاقات.",
  "say.value-not-understood": "لم يُفهم {{field}} {{value}} وتُرك.",
  "say.value-too-long": "{{field}} أطول من {{limit}} محرف وقُصّ.",
  "say.row-not-understood": "السطر {{value}} ليس من هذه القائمة.",
  "say.formula-cell": "{{field}} يبدأ كصيغة حسابية وتُرك: {{value}}.",
  // Why a list could not be fetched: after “the list could not be fetched”.
  "say.address-malformed": "العنوان غير سليم.",
  "say.address-scheme": "العنوان لا يبدأ بـ https ولا http.",
  "say.no-folder": "لم يُحدَّد مجلد لملفات القوائم.",
  "say.outside-folder": "الملف خارج مجلد ملفات القوائم.",
  "say.no-such-file": "لا يوجد ملف كهذا.",
  "say.redirects-nowhere": "العنوان يحوّل إلى لا مكان.",
  "say.redirects-elsewhere": "العنوان يحوّل إلى خادم آخر ({{origin}}): إن كان لمالك القائمة فسجّل ذلك العنوان.",
  "say.redirects-too-often": "العنوان يحوّل أكثر من {{limit}} مرات.",
  "say.server-answers": "يجيب الخادم {{status}}.",
  "say.answer-empty": "الجواب فارغ.",
  "say.answer-too-large": "الملف أكبر من {{limit}} MiB.",
  "say.not-in-time": "لم يصل خلال {{seconds}} ثانية.",
  "say.not-reached": "تعذّر الوصول إلى العنوان ({{problem}}).",
};
