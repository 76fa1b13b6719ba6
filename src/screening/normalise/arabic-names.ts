// Common names in Arabic script with their vowels: what the letters alone do not say (names of general use in Arabic, Persian, Dari, Pashto, Urdu).
import { cleanWords } from "./clean.ts";

/** `script=LATIN` pairs; several spellings of one name in the script stand apart. Latin as most passports have it. */
const NAMES = `
محمد=MUHAMMAD احمد=AHMAD محمود=MAHMUD حامد=HAMID حمید=HAMID حمد=HAMAD حمدان=HAMDAN حمزه=HAMZA حماد=HAMMAD حمود=HAMUD
علی=ALI علاء=ALAA علوی=ALAWI حسن=HASAN حسین=HUSSEIN حسان=HASSAN محسن=MUHSIN احسان=IHSAN حسنین=HASSANAIN عباس=ABBAS
فاطمه=FATIMA زهرا=ZAHRA زهراء=ZAHRA زینب=ZAYNAB مریم=MARYAM خدیجه=KHADIJA عایشه=AISHA عائشه=AISHA سکینه=SAKINA
رقیه=RUQAYYA کلثوم=KULTHUM معصومه=MASUMEH سمیه=SUMAYYA آمنه=AMINA امینه=AMINA امین=AMIN امیر=AMIR امیره=AMIRA
رضا=REZA مرتضی=MURTAZA مصطفی=MUSTAFA مجتبی=MUJTABA موسی=MUSA عیسی=ISA یحیی=YAHYA هادی=HADI مهدی=MAHDI
جعفر=JAFAR صادق=SADIQ صدیق=SIDDIQ باقر=BAQIR کاظم=KAZIM جواد=JAVAD تقی=TAQI نقی=NAQI سجاد=SAJJAD عسکر=ASKAR
عسکری=ASKARI حیدر=HAYDAR صفدر=SAFDAR قاسم=QASIM هاشم=HASHIM اکبر=AKBAR اصغر=ASGHAR اکرم=AKRAM کریم=KARIM
رحیم=RAHIM رحمن=RAHMAN رحمان=RAHMAN رحمت=RAHMAT رحمه=RAHMA سلیم=SALIM سالم=SALIM سلیمان=SULEIMAN سلمان=SALMAN
سلطان=SULTAN سلطانه=SULTANA اسلام=ISLAM مسلم=MUSLIM سلام=SALAM سعید=SAID سعد=SAAD سعود=SAUD مسعود=MASUD اسعد=ASAD
اسد=ASAD سید=SAYYID صالح=SALEH صلاح=SALAH طاهر=TAHIR طارق=TARIQ طالب=TALIB طلال=TALAL طه=TAHA عمر=OMAR عمار=AMMAR
عمران=IMRAN عامر=AMER عثمان=UTHMAN عبید=UBAID عبد=ABD عبدالله=ABDULLAH عبیدالله=UBAIDULLAH عادل=ADIL عدنان=ADNAN
عارف=ARIF عزیز=AZIZ عزت=IZZAT عصام=ISAM عماد=IMAD غالب=GHALIB غلام=GHULAM غفار=GHAFFAR غفور=GHAFUR غنی=GHANI
فاروق=FARUQ فارس=FARIS فاضل=FADIL فضل=FAZL فیصل=FAISAL فرید=FARID فریده=FARIDA فهد=FAHAD فواد=FUAD فؤاد=FUAD
فوزی=FAWZI فیض=FAIZ فتح=FATH فتحی=FATHI قادر=QADIR قدیر=QADIR قربان=QURBAN قیس=QAIS کمال=KAMAL کامل=KAMIL
کامران=KAMRAN کیوان=KEYVAN کاوه=KAVEH کوروش=KUROSH گل=GUL لطیف=LATIF لطفی=LUTFI لیلا=LEYLA لیلی=LEYLA ماجد=MAJID
مجید=MAJID مالک=MALIK ملک=MALIK مبارک=MUBARAK محب=MUHIB محرم=MUHARRAM مختار=MUKHTAR مراد=MURAD مرجان=MARJAN
مروان=MARWAN معاویه=MUAWIYA معین=MOIN مظفر=MUZAFFAR منصور=MANSUR منیر=MUNIR منیره=MUNIRA مهران=MEHRAN میر=MIR
میرزا=MIRZA مینا=MINA ناجی=NAJI نادر=NADIR نادیه=NADIA ناصر=NASIR نصر=NASR نصیر=NASIR نصرالله=NASRULLAH نبیل=NABIL
نجیب=NAJIB نجم=NAJM ندا=NEDA ندیم=NADIM نرگس=NARGES نسرین=NASRIN نسیم=NASIM نعمت=NEMAT نعیم=NAIM نعمان=NUMAN
نظر=NAZAR نظیر=NAZIR نوح=NUH نور=NUR نورا=NURA نوره=NURA نوری=NURI نوروز=NOWRUZ نیلوفر=NILUFAR نازنین=NAZANIN
هانی=HANI هدی=HUDA هشام=HISHAM هلال=HILAL هند=HIND هیثم=HAITHAM واحد=WAHID وحید=VAHID ولید=WALID ولی=WALI
وسیم=WASIM وزیر=WAZIR یاسر=YASIR یاسین=YASIN یاسمین=YASMIN یعقوب=YAQUB یوسف=YUSUF یونس=YUNUS یزید=YAZID
ابراهیم=IBRAHIM اسماعیل=ISMAIL اسمعیل=ISMAIL اسحاق=ISHAQ اسحق=ISHAQ ادریس=IDRIS الیاس=ILYAS ایوب=AYYUB ایمن=AYMAN
ایمان=IMAN انور=ANWAR انس=ANAS اشرف=ASHRAF اصف=ASIF الطاف=ALTAF الهام=ELHAM ام=UM امل=AMAL انعام=INAM اوس=AWS
اویس=UWAIS اردشیر=ARDASHIR ارش=ARASH آرش=ARASH ازاده=AZADEH آزاده=AZADEH ایرج=IRAJ اورنگ=AURANG بابک=BABAK
باسم=BASIM بدر=BADR بسام=BASSAM بشار=BASHAR بشیر=BASHIR بکر=BAKR بکری=BAKRI بلال=BILAL بهرام=BAHRAM بهروز=BEHRUZ
بهزاد=BEHZAD بهمن=BAHMAN بیژن=BIJAN پارسا=PARSA پرویز=PARVIZ پروین=PARVIN پریسا=PARISA پیمان=PEYMAN توفیق=TAWFIQ
تمیم=TAMIM تهمینه=TAHMINEH ثامر=THAMER ثابت=THABIT جابر=JABIR جاسم=JASIM جاوید=JAVID جلال=JALAL جمال=JAMAL
جمشید=JAMSHID جمعه=JUMA جمیل=JAMIL جمیله=JAMILA جهاد=JIHAD جهانگیر=JAHANGIR جان=JAN حاتم=HATIM حاجی=HAJI حارث=HARITH
حازم=HAZIM حافظ=HAFIZ حبیب=HABIB حبیبه=HABIBA حجی=HAJJI حداد=HADDAD حسام=HUSAM حسنی=HUSNI حفیظ=HAFIZ حکیم=HAKIM
حکمت=HIKMAT حلیم=HALIM حلیمه=HALIMA حنان=HANAN خالد=KHALID خان=KHAN خضر=KHIDR خطیب=KHATIB خلف=KHALAF خلیفه=KHALIFA
خلیل=KHALIL خمیس=KHAMIS خسرو=KHOSROW داریوش=DARIUSH داود=DAWUD داوود=DAWUD درویش=DARWISH دالیا=DALIA دین=DIN
ذاکر=ZAKIR ذوالفقار=ZULFIQAR رابعه=RABIA راشد=RASHID رشید=RASHID رشاد=RASHAD رسول=RASUL رضوان=RIDWAN رعد=RAAD
رفیق=RAFIQ رقیب=RAQIB رمزی=RAMZI رمضان=RAMADAN رامین=RAMIN رانیا=RANIA رستم=RUSTAM رویا=ROYA ریاض=RIYAD ریم=REEM
زاهد=ZAHID زاهر=ZAHIR زبیر=ZUBAIR زکریا=ZAKARIYA زکی=ZAKI زمان=ZAMAN زیاد=ZIAD زید=ZAID زیدان=ZAIDAN زیبا=ZIBA
زرداد=ZARDAD ساجد=SAJID سارا=SARA ساره=SARA سامی=SAMI سامر=SAMER سامیه=SAMIA ستار=SATTAR سراج=SIRAJ سرور=SARWAR
سفیان=SUFYAN سلمی=SALMA سلوی=SALWA سمیر=SAMIR سمیره=SAMIRA سنان=SINAN سهراب=SOHRAB سهیل=SUHAIL سهیلا=SOHEILA
سیاوش=SIAVASH سیف=SAIF سیمین=SIMIN شاکر=SHAKIR شاه=SHAH شاهین=SHAHIN شبیر=SHABIR شریف=SHARIF شریفه=SHARIFA
شعبان=SHABAN شفیق=SHAFIQ شفیع=SHAFI شکور=SHAKUR شمس=SHAMS شهاب=SHAHAB شهرام=SHAHRAM شهریار=SHAHRIAR شهناز=SHAHNAZ
شوکت=SHAWKAT شیخ=SHEIKH شیخه=SHAIKHA شیرین=SHIRIN شیر=SHER صابر=SABIR صباح=SABAH صبری=SABRI صدام=SADDAM صفا=SAFA
صفیه=SAFIYA ضیاء=ZIA ضیا=ZIA طیب=TAYYIB طیبه=TAYYIBA ظاهر=ZAHIR ظفر=ZAFAR عاطف=ATIF عاطفه=ATEFEH عاصم=ASIM
عبیر=ABEER عطا=ATA عطاء=ATA عقیل=AQIL عمرو=AMR عنایت=INAYAT عوض=AWAD عواد=AWAD عید=EID غازی=GHAZI غسان=GHASSAN
فائز=FAIZ فایز=FAIZ فادی=FADI فخر=FAKHR فراس=FIRAS فرج=FARAJ فرحان=FARHAN فرزاد=FARZAD فرزانه=FARZANEH فرشاد=FARSHAD
فرهاد=FARHAD فریدون=FEREYDUN فیروز=FIRUZ قحطان=QAHTAN قدوس=QUDDUS قطب=QUTB قلی=GHOLI کاشف=KASHIF کیان=KIAN گلناز=GOLNAZ
لاله=LALEH لبنی=LUBNA لیث=LAITH ماهر=MAHIR مازن=MAZIN متین=MATIN محی=MUHI مرزوق=MARZUQ مرضیه=MARZIEH مزمل=MUZAMMIL
مسکین=MISKIN مشتاق=MUSHTAQ مشعل=MISHAL مطهر=MUTAHHAR مطیع=MUTI معروف=MARUF مقبول=MAQBUL مقداد=MIQDAD منذر=MUNDHIR
منی=MONA مهسا=MAHSA مهند=MUHANNAD موفق=MUWAFFAQ نافع=NAFI نبی=NABI نجاح=NAJAH نذیر=NADHIR نزار=NIZAR نشوان=NASHWAN
نواز=NAWAZ نواف=NAWAF هاجر=HAJAR هارون=HARUN همام=HUMAM همایون=HUMAYUN وائل=WAEL وقار=WAQAR یار=YAR یمان=YAMAN
النجار=NAJJAR نجار=NAJJAR راوی=RAWI مصری=MASRI غامدی=GHAMDI حربی=HARBI زهرانی=ZAHRANI دوسری=DOSARI مطیری=MUTAIRI
عتیبی=OTAIBI شهری=SHEHRI قحطانی=QAHTANI شمری=SHAMMARI عنزی=ENEZI بلوشی=BALUSHI بلوچی=BALOCHI تکریتی=TIKRITI
دلیمی=DULAIMI تمیمی=TAMIMI جبوری=JUBOURI عبیدی=OBEIDI زبیدی=ZUBAIDI موسوی=MOUSAVI طباطبایی=TABATABAI تهرانی=TEHRANI
شیرازی=SHIRAZI تبریزی=TABRIZI اصفهانی=ISFAHANI خراسانی=KHORASANI مشهدی=MASHHADI قزوینی=QAZVINI کاشانی=KASHANI
همدانی=HAMADANI گیلانی=GILANI کرمانی=KERMANI یزدی=YAZDI قمی=QOMI اردبیلی=ARDABILI ارومی=URUMI اهوازی=AHVAZI
بغدادی=BAGHDADI بصری=BASRI موصلی=MOSULI کوفی=KUFI سوری=SURI حلبی=HALABI دمشقی=DIMASHQI حمصی=HOMSI شامی=SHAMI
فلسطینی=FILISTINI مغربی=MAGHRIBI تونسی=TUNISI جزایری=JAZAIRI لیبی=LIBI سودانی=SUDANI یمانی=YAMANI حضرمی=HADRAMI
کردی=KURDI افغانی=AFGHANI پنجشیری=PANJSHIRI هروی=HERAWI کابلی=KABULI قندهاری=KANDAHARI پشتون=PASHTUN حقانی=HAQQANI
زرقاوی=ZARQAWI ظواهری=ZAWAHIRI قرشی=QURASHI انصاری=ANSARI مهاجر=MUHAJIR هاشمی=HASHEMI رشیدی=RASHIDI کویری=KUWARI
کواری=KUWARI جابری=JABRI منصوری=MANSOORI فراهانی=FARAHANI مهدوی=MAHDAVI احمدی=AHMADI محمدی=MOHAMMADI مرادی=MORADI
اسدی=ASADI زمانی=ZAMANI نظری=NAZARI میرزایی=MIRZAEI رضایی=REZAEI رضائی=REZAEI طالبی=TALEBI
`;

/** Endings of Persian and Dari family names, and of Arabic names after places and peoples. */
const ENDINGS: readonly (readonly [script: string, latin: string])[] = [
  ["زاده", "ZADEH"],
  ["زاد", "ZAD"],
  ["پور", "POUR"],
  ["نژاد", "NEJAD"],
  ["نیا", "NIA"],
  ["فر", "FAR"],
  ["یان", "IAN"],
  ["زی", "ZAI"],
  ["زوی", "ZOY"],
  ["خیل", "KHEL"],
  ["الدین", "UDDIN"],
  ["الله", "ULLAH"],
  ["یی", "I"],
  ["ئی", "I"],
  ["انی", "ANI"],
  ["ی", "I"],
];
const SERVANT_OF = "عبدال";

const known: ReadonlyMap<string, string> = new Map(
  NAMES.trim()
    .split(/\s+/)
    .map((pair) => pair.split("="))
    .map(([script = "", latin = ""]) => [cleanWords(script)[0] ?? "", latin]),
);

/** A word of Arabic script with its vowels, null when neither it nor what it is made of is known. Letters as cleanWords leaves them. */
export function vowelled(word: string): string | null {
  const whole = known.get(word) ?? known.get(word.replace(/^ال/u, ""));
  if (whole !== undefined) return whole;
  if (word.startsWith(SERVANT_OF)) {
    const of = known.get(word.slice(SERVANT_OF.length));
    if (of !== undefined) return `ABDUL${of}`;
  }
  const bare = word.replace(/^ال(?=...)/u, "");
  for (const [script, latin] of ENDINGS) {
    if (!bare.endsWith(script)) continue;
    const stem = known.get(bare.slice(0, -script.length));
    if (stem !== undefined) return joined(stem, latin);
  }
  return ofTwoNames(bare);
}

/** Names written as one that are two: Gholamreza, Mohammadali, Amirhossein. */
function ofTwoNames(word: string): string | null {
  for (let at = 2; at + 2 <= word.length; at++) {
    const [one, other] = [known.get(word.slice(0, at)), known.get(word.slice(at))];
    if (one !== undefined && other !== undefined) return `${one}${other}`;
  }
  return null;
}

function joined(stem: string, ending: string): string {
  return stem.endsWith("I") && ending.startsWith("I") ? `${stem}${ending.slice(1)}` : `${stem}${ending}`;
}
