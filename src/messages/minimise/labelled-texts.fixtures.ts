// Short texts of our own as remarks carry them, labelled: of the special categories of Art. 13(4) or innocent. Nobody is meant.

type Language = {
  readonly language: string;
  /** `#` is the fragment. */
  readonly frames: readonly string[];
  readonly sensitive: readonly string[];
  readonly innocent: readonly string[];
};

const list = (text: string): readonly string[] => text.split("|").map((each) => each.trim());

const languages: readonly Language[] = [
  {
    language: "en",
    frames: list(
      "PAX #|pls note: #|# - advise crew|first passenger #, ok|RMK # 2 PAX|agent says #|VIP NO, #",
    ),
    sensitive: list(
      "is seven months pregnant|uses a wheelchair|is diabetic|needs oxygen on board|has epilepsy|is blind and travels alone|is deaf|had surgery last week|eats halal only|keeps kosher|is a Muslim pilgrim|travels for Hajj|is Jewish|belongs to the opposition party|is a trade union delegate|is Kurdish|is gay|is transgender|takes insulin|asked for asylum",
    ),
    innocent: list(
      "wants an aisle seat|will call back on Monday|paid in cash|has two bags and a bicycle|prefers the morning flight|changed the date once|is a student with a discount|sits with the family|asked for a receipt|has a connection in Istanbul|arrives late at the gate|speaks English and Turkish|booked by telephone|waits for a refund|travels with a violin|wants to upgrade|has a hotel downtown|needs an invoice|is on the waiting list|knows the terminal",
    ),
  },
  {
    language: "az",
    frames: list(
      "SƏRNİŞİN #|qeyd: #|# nəzərə alın|birinci sərnişin #|agent deyir: #|zəhmət olmasa, #|QEYD # 1",
    ),
    sensitive: list(
      "hamilədir|əlildir|şəkər xəstəsidir|xəstəxanadan çıxıb|dərman qəbul edir|astma var|epilepsiya var|təkərləkli kursu istəyir|müsəlmandır|namaz qılır|həcc ziyarətinə gedir|yəhudidir|dindardır|müxalifətdəndir|siyasi fəaldır|həmkarlar ittifaqının üzvüdür|homoseksualdır|halal yemək istəyir|müalicəyə gedir|etnik azlıqdandır",
    ),
    innocent: list(
      "pəncərə yanında oturmaq istəyir|sabah zəng edəcək|nağd ödəyib|iki çamadanı var|səhər uçuşunu seçdi|tarixi dəyişdi|tələbədir|ailəsi ilə oturur|qəbz istəyir|İstanbulda keçidi var|gec gəlir|türkcə danışır|telefonla sifariş edib|geri ödəniş gözləyir|skripka ilə gedir|sinfi artırmaq istəyir|oteli mərkəzdədir|faktura lazımdır|növbədədir|terminalı tanıyır",
    ),
  },
  {
    language: "tr",
    frames: list("YOLCU #|not: #|# lütfen bilgi verin|birinci yolcu #|acente diyor ki #|lütfen, #|NOT # 1"),
    sensitive: list(
      "hamile|engelli|şeker hastası|kalp hastası|hastaneden çıktı|oksijen istiyor|epilepsi hastası|tekerlekli sandalye istiyor|müslüman|namaz kılıyor|umreye gidiyor|yahudi|alevi|muhalif|siyasi sığınmacı|sendika üyesi|eşcinsel|helal yemek istiyor|tedaviye gidiyor|etnik azınlıktan",
    ),
    innocent: list(
      "koridor istiyor|yarın arayacak|nakit ödedi|iki bavulu var|sabah uçuşunu seçti|tarihi değiştirdi|öğrenci|ailesiyle oturuyor|makbuz istiyor|Bakü'de aktarması var|geç geliyor|Almanca konuşuyor|telefonla ayırttı|iade bekliyor|keman taşıyor|sınıf yükseltmek istiyor|oteli merkezde|fatura gerekiyor|bekleme listesinde|terminali biliyor",
    ),
  },
  {
    language: "fr",
    frames: list("PAX #|note : #|# merci d'informer|premier passager #|l'agence dit : #|svp, #|RMQ # 1"),
    sensitive: list(
      "est enceinte|est handicapé|est diabétique|est asthmatique|sort de l'hôpital|a besoin d'oxygène|est épileptique|demande un fauteuil roulant|est musulmane|est en prière|est juif|est catholique|va en pèlerinage, pèlerin|est opposant|réfugié politique|est au syndicat, délégué syndical|est homosexuel|mange casher|prend des médicaments|minorité ethnique",
    ),
    innocent: list(
      "veut le hublot|rappelle demain|a payé en espèces|a deux valises|préfère le vol du matin|a changé la date|est étudiant|voyage avec sa famille|veut un reçu|a une correspondance à Paris|arrive tard|parle anglais|a réservé par téléphone|attend un remboursement|porte un violon|veut un surclassement|a un hôtel au centre|demande une facture|est en liste d'attente|connaît le terminal",
    ),
  },
  {
    language: "de",
    frames: list("PAX #|Hinweis: #|# bitte informieren|erster Gast #|Agentur sagt: #|bitte, #|RMK # 1"),
    sensitive: list(
      "ist schwanger|ist gehbehindert|ist Diabetiker|ist Allergiker|kommt aus dem Krankenhaus|braucht ein Sauerstoffgerät|ist Epileptikerin|braucht einen Rollstuhl|ist muslimisch|ist katholisch|ist jüdisch|auf Pilgerreise|ist Parteimitglied|politisch verfolgt|in der Gewerkschaft|ist homosexuell|ist kurdisch|ist gehörlos|nimmt Medikamente|ethnische Minderheit",
    ),
    innocent: list(
      "möchte am Gang sitzen|ruft morgen an|hat bar bezahlt|hat zwei Koffer|nimmt den Morgenflug|hat das Datum geändert|ist Studentin|sitzt bei der Familie|möchte eine Quittung|steigt in Wien um|kommt spät|spricht Englisch|hat telefonisch gebucht|wartet auf Erstattung|reist mit Geige|möchte ein Upgrade|Hotel im Zentrum|braucht eine Rechnung|steht auf der Warteliste|kennt das Terminal",
    ),
  },
  {
    language: "ru",
    frames: list(
      "ПАССАЖИР #|прим.: #|# сообщите экипажу|первый пассажир #|агент говорит: #|просьба: #|ПРИМ # 1",
    ),
    sensitive: list(
      "беременна|инвалид|болеет диабетом|страдает аллергией|выписан из больницы|нужен кислород|больной эпилепсией|нужна коляска|мусульманин|читает намаз|едет в хадж|еврей|православная|из оппозиции|политический беженец|член профсоюза|гомосексуал|ест халяль|принимает лекарства|этническое меньшинство",
    ),
    innocent: list(
      "хочет место у окна|перезвонит завтра|оплатил наличными|везет два чемодана|выбрал утренний рейс|сменил дату|студент|сидит с семьей|просит чек|пересадка в Стамбуле|приедет поздно|говорит по-английски|заказал по телефону|ждет возврата|везет скрипку|хочет бизнес-класс|отель в центре|нужен счет|в листе ожидания|знает терминал",
    ),
  },
  {
    language: "kk",
    frames: list(
      "ЖОЛАУШЫ #|ескерту: #|# хабарлаңыз|бірінші жолаушы #|агент айтты: #|өтінемін, #|ЕСКЕРТУ # 1",
    ),
    sensitive: list(
      "жүкті|мүгедек|аурухана науқасы|соқыр адам|саңырау|мұсылман|намаз оқиды|қажылыққа барады|саяси босқын|кәсіподақ мүшесі",
    ),
    innocent: list(
      "терезе жағын қалайды|ертең қоңырау шалады|қолма-қол төледі|екі чемоданы бар|таңғы рейсті таңдады|күнін ауыстырды|студент|отбасымен отырады|түбіртек сұрайды|кеш келеді",
    ),
  },
  {
    language: "az-Cyrl",
    frames: list("СӘРНИШИН #|гејд: #|# нәзәрә алын|биринҹи сәрнишин #|аҝент дејир: #|хаһиш: #|ГЕЈД # 1"),
    sensitive: list(
      "һамиләдир|хәстәдир|әлилдир|шәкәр хәстәсидир|мүсәлмандыр|намаз гылыр|һәҹҹ зијарәтинә ҝедир|диндардыр|сијаси фәалдыр|мүхалифәтдәндир",
    ),
    innocent: list(
      "пәнҹәрә јанында отурур|сабаһ зәнҝ едәҹәк|нағд өдәјиб|ики чамаданы вар|сәһәр учушу|тарихи дәјишди|тәләбәдир|аиләси илә|гәбз истәјир|ҝеҹ ҝәлир",
    ),
  },
  {
    language: "ar",
    frames: list("الراكب #|ملاحظة: #|# يرجى إبلاغ الطاقم|الراكب الأول #|الوكيل يقول: #|من فضلك، #|ملاحظة # 1"),
    sensitive: list(
      "حامل|معاق|مريض|مصاب بمرض السكري|خرج من مستشفى|يحتاج كرسي متحرك|مصاب حساسية|ضرير|مسلم|مسيحي|يهودي|ذاهب إلى الحج|يريد طعام حلال|معارض|لاجئ سياسي|عضو نقابة|مثلي|كردي|شيعي|كفيف",
    ),
    innocent: list(
      "يريد مقعد النافذة|سيتصل غدا|دفع نقدا|معه حقيبتان|اختار رحلة الصباح|غير التاريخ|طالب جامعي|يجلس مع العائلة|يطلب إيصالا|لديه رحلة متابعة|يصل متأخرا|يتكلم الإنجليزية|حجز بالهاتف|ينتظر المبلغ|معه كمان|يريد درجة أعلى|فندقه في المركز|يحتاج فاتورة|في قائمة الانتظار|يعرف المبنى",
    ),
  },
  {
    language: "fa",
    frames: list("مسافر #|توجه: #|# لطفا اطلاع دهید|مسافر اول #|آژانس می گوید #|لطفا، #|توجه # 1"),
    sensitive: list(
      "باردار است|بیمار است|معلول است|دیابتی است|از بیمارستان آمده|نابینا است|ناشنوا است|ویلچر لازم دارد|مسلمان است|مسیحی است|یهودی است|نماز می خواند|پناهنده سیاسی است|عضو سندیکا|بهایی است|اکسیژن لازم دارد|دارو می خورد|زائر است|کرد است|همجنسگرا است",
    ),
    innocent: list(
      "صندلی کنار پنجره می خواهد|فردا زنگ می زند|نقد پرداخت|دو چمدان دارد|پرواز صبح را گرفت|تاریخ را عوض کرد|دانشجو است|کنار خانواده می نشیند|رسید می خواهد|در استانبول پرواز دیگر دارد|دیر می رسد|انگلیسی حرف می زند|با تلفن رزرو کرد|منتظر پول است|ویولن دارد|درجه بالاتر می خواهد|هتل در مرکز شهر|فاکتور لازم دارد|در فهرست انتظار|ترمینال را می شناسد",
    ),
  },
  {
    language: "ur",
    frames: list("مسافر #|نوٹ: #|# عملے کو بتائیں|پہلا مسافر #|ایجنٹ کہتا ہے #|براہ کرم #|نوٹ # 1"),
    sensitive: list(
      "حاملہ ہے|بیمار ہے|معذور ہے|ذیابیطس ہے|ہسپتال سے آیا|نابینا ہے|وہیل چیئر چاہیے|مسلمان ہے|عیسائی ہے|نماز پڑھتا ہے|شیعہ ہے|سیاسی پناہ|حلال کھانا|عمرہ پر جا رہا ہے",
    ),
    innocent: list(
      "کھڑکی والی نشست چاہیے|کل فون کرے گا|نقد ادا کیا|دو بیگ ہیں|صبح کی پرواز لی|تاریخ بدلی|طالب علم ہے|خاندان کے ساتھ بیٹھے گا|رسید چاہیے|دیر سے آئے گا|انگریزی بولتا ہے|فون پر بک کیا|رقم کا انتظار ہے|اچھی نشست چاہیے",
    ),
  },
];

export type LabelledText = { readonly language: string; readonly text: string; readonly sensitive: boolean };

/** Every fragment in every frame of its language. */
export const labelledTexts: readonly LabelledText[] = languages.flatMap(({ language, frames, ...kinds }) =>
  (["sensitive", "innocent"] as const).flatMap((kind) =>
    kinds[kind].flatMap((fragment) =>
      frames.map((frame) => ({
        language,
        text: frame.replace("#", fragment),
        sensitive: kind === "sensitive",
      })),
    ),
  ),
);
