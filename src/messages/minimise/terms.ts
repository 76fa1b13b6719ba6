// Words of free text that tell of health, religion, origin, politics, union membership or sexual life, by language.

/**
 * How the tables read. One entry per word or phrase, upper case, diacritics removed (Ə is E), as telex-like messages
 * carry them, and in the language's own script. A trailing `*` matches every ending. They are short on purpose: each
 * entry must be wrong to keep in almost any sentence it stands in. Words that are also common names (CHRISTIAN, ISLAM,
 * KURT), places (ROMA) or codes (KOR) are left out or stand in a phrase. Sensitive service codes (VGML, WCHR) are
 * matched from the services table, in every language.
 */
export type TermTable = { readonly language: string; readonly terms: string };

const english: TermTable = {
  language: "en",
  terms: `ABORTION|ADDICT|AIDS PATIENT|ALLERG*|ALZHEIMER*|AMPUTEE|ARTHRITIS|ASTHMA*|AUTIS*|BLIND|CANCER|CARDIAC|
    CATHETER|CEREBRAL PALSY|CHEMOTHERAPY|CHRONIC|COLOSTOMY|COVID*|CRUTCHES|DEAF|DEMENTIA|DEPRESSION|DIABET*|DIALYSIS|
    DISABILIT*|DISABLED|DISEASE|DOWN SYNDROME|EPILEP*|FRACTURE*|HEARING AID*|HEARING IMPAIRED|HEART ATTACK|
    HEART CONDITION|HEART DISEASE|HEPATITIS|HIV|HOSPITAL*|FOR TREATMENT|ILLNESS|INSULIN|KIDNEY*|LEUKEMIA|LEUKAEMIA|MEDICAL|MEDICATION*|MEDIF|
    MENTAL HEALTH|MENTALLY|MISCARRIAGE|NEBULIZER|ONCOLOG*|OXYGEN|PACEMAKER|PARALYSED|PARALYZED|PARAPLEGIC|PARKINSON*|
    PREGNAN*|PSYCHIATR*|QUADRIPLEGIC|SCHIZOPHREN*|SEIZURE*|STRETCHER|STROKE|SURGERY|SYRINGE*|TRANSPLANT*|TREATMENT OF|TUBERCULOSIS|TUMOR*|TUMOUR*|UNDER TREATMENT|
    VISUALLY IMPAIRED|WHEELCHAIR*|WHEEL CHAIR*|ATHEIST|BAHAI|BUDDHIS*|CATHOLIC*|CHRISTIAN FAITH|CHRISTIAN RELIGION|
    CONVERT TO ISLAM|EVANGELICAL|HAJJ|HALAL|HINDU|HINDUISM|JEHOVAH*|JEWISH|JUDAISM|KOSHER|MORMON|MOSLEM*|MUSLIM*|
    ORTHODOX CHURCH|ORTHODOX CHRISTIAN|PILGRIM*|PRAYER*|PROTESTANT*|RABBI|RELIGIO*|SABBATH|SHABBAT|SHABBOS|SHIA|SHIITE*|
    SIKH*|SUNNI*|UMRAH|VEGAN|VEGETARIAN|ETHNIC*|GYPS*|KURDISH|RACIAL|YAZIDI*|YEZIDI*|UYGHUR*|UIGHUR*|ROHINGYA*|
    ASYLUM*|COMMUNIST*|DISSIDENT*|OPPOSITION PARTY|PARTY MEMBER*|POLITICAL*|TRADE UNION*|UNION MEMBER*|UNION DELEGATE*|
    BISEXUAL*|GAY|HIS HUSBAND|HER WIFE|HOMOSEXUAL*|LESBIAN*|LGBT*|SAME SEX|SEX CHANGE|SEXUAL*|TRANSGENDER*|TRANSSEXUAL*`,
};

const azerbaijani: TermTable = {
  language: "az",
  terms: `ALILLIY*|ALLERGIYA*|ASTMA|DERMAN*|DARMAN|DIALIZ|ELIL|ELILDIR|ELILLIY*|EPILEPSIYA|HAMILA|HAMILE|HAMILEDIR|IFLIC*|
    INFARKT|INSULT|OKSIGEN|SEKER XESTE*|SEKERLI DIABET|XERCENG|XESTE*|XASTADIR|XASTALIK|XASTALIQ|XASTALIY*|GORME QABILIYYETI|
    ESITME QABILIYYETI|TEKERLEKLI KURSU|HECC ZIYARET*|HACC ZIYARAT*|HALAL YEMEK|MUSELMAN*|MUSALMAN|NAMAZ|NAMAZI|NAMAZDA|NAMAZINI|SIELIK|SUNNILIK|
    XRISTIAN*|YEHUDI*|YAHUDI*|ZEVVAR*|ZAVVAR*|DINDAR*|DINI ETIQAD*|ETNIK*|MILLI MENSUBIYYET*|TALIS MILLET*|LEZGI MILLET*|
    KURD MILLET*|HEMKARLAR ITTIFAQ*|HAMKARLAR ITTIFAQ*|PARTIYA UZVU|SIYASI*|MUXALIFET*|MUALICE*|MUELICE*|HOMOSEKSUAL*|CINSI AZLIQ*`,
};

const russian: TermTable = {
  language: "ru",
  terms: `АЛЛЕРГ*|АСТМ*|АУТИ*|БЕРЕМЕНН*|БОЛЕЗН*|БОЛЬНОЙ|БОЛЬНАЯ|БОЛЬНОГО|БОЛЬНИЦ*|ВИЧ|ГЕПАТИТ*|ГЛУХОЙ|ГЛУХАЯ|ГЛУХОНЕМ*|ДИАБЕТ*|ДИАЛИЗ*|
    ИНВАЛИД*|ИНСУЛИН*|ИНСУЛЬТ*|ИНФАРКТ*|КИСЛОРОД*|КОЛЯСК*|КОСТЫЛ*|ЛЕЧЕНИ*|ЛЕКАРСТВ*|НОСИЛК*|ОНКОЛОГ*|ПАРАЛИЗ*|ПСИХИАТР*|РАК ЛЕГК*|
    СЛЕПОЙ|СЛЕПАЯ|СЛЕПОГО|ТУБЕРКУЛ*|ХИМИОТЕРАП*|ЭПИЛЕП*|ВЕРУЮЩ*|ЕВРЕЙ*|ИСЛАМСК*|ИУДЕ*|КАТОЛИ*|КОШЕР*|МОЛИТВ*|МУСУЛЬМАН*|НАМАЗ|НАМАЗА|
    ПАЛОМНИ*|ПРАВОСЛАВ*|РЕЛИГИ*|ХАДЖ*|ХАЛЯЛЬ*|ХРИСТИАН*|ШИИТ*|СУННИТ*|НАЦИОНАЛЬНОСТ*|ЦЫГАН*|ЧЕЧЕН*|КУРДСК*|ЭТНИЧ*|ОППОЗИЦ*|
    ПОЛИТИЧ*|ПРОФСОЮЗ*|ЧЛЕН ПАРТИИ|ГОМОСЕКС*|ЛЕСБИ*|ТРАНСГЕНДЕР*|BEREMENN*|BOLEZN*|BOLNAYA|BOLNOI|BOLNOY|BOLNITS*|DIABETIK*|
    EPILEPSIYA|GLUHAYA|GLUHOY|GLUKHAYA|GLUKHOY|GLUHONEM*|INVALIDA|INVALIDNA*|INVALIDNO*|INVALID KOLYASK*|INSULIN*|INSULT|
    INFARKT|KISLOROD*|KOLYASK*|KOLIASK*|KOSTYLI|LECHENI*|LEKARSTV*|NOSILKI|ONKOLOG*|PARALIZ*|PSIKHIATR*|SLEPAYA|SLEPOY|SLEPOI|TUBERKUL*|
    EVREISK*|EVREYSK*|IUDEI*|KATOLI*|KHADZH|HADZH|HALYAL*|KOSHERN*|KHRISTIAN*|HRISTIAN*|MOLITV*|MUSULMAN*|PALOMNI*|PRAVOSLAV*|
    RELIGI*|SHIIT*|SUNNIT*|TSYGAN*|CYGAN*|NATSIONALNOST*|GOMOSEKS*|PROFSOYUZ*|PROFSOIUZ*|POLITICH*|CHLEN PARTII`,
};

const french: TermTable = {
  language: "fr",
  terms: `ALLERGI*|ASTHMATIQUE*|AUTISTE*|AVEUGLE*|BEQUILLE*|BRANCARD*|CANCEREU*|CHAISE ROULANTE|CHIMIOTHERAPIE|DEPRESSIF*|
    DIABETIQUE*|EMPOISONNEMENT|ENCEINTE|EPILEPTIQUE*|FAUTEUIL ROULANT|GROSSESSE|HANDICAP*|HOPITAL*|INFIRME*|MALADE*|MALADIE*|
    MALVOYANT*|MALENTENDANT*|MEDICAMENT*|NON VOYANT*|OXYGENE|PARALYSE*|SCLEROSE*|SEROPOSITI*|TRAITEMENT MEDICAL|SOURD|SOURDE|SOURD MUET|
    TRISOMI*|BOUDDHISTE*|CACHER|CASHER|CATHOLIQUE*|CROYANT*|JUIF|JUIFS|JUIVE*|MUSULMAN*|PELERIN*|PRIERE*|PROTESTANT*|
    RELIGIEU*|CHIITE*|SUNNITE*|ETHNIE*|ETHNIQUE*|ROMS|TZIGANE*|TSIGANE*|KURDE*|POLITIQUE*|OPPOSANT*|SYNDICA*|SYNDIQUE*|
    HOMOSEXUEL*|LESBIENNE*|TRANSEXUEL*|TRANSGENRE*`,
};

const arabic: TermTable = {
  language: "ar",
  terms: `حامل|حساسية|ربو|سرطان|سكري|السكري|صرع|الصرع|ضرير|عكازات|كفيف|كفيفة|كرسي متحرك|مريض|مريضة|مرض|معاق|معاقة|اعاقة|مشلول|اصم|
    صماء|اعمى|عمياء|اكسجين|انسولين|مستشفى|غسيل كلوي|علاج|دواء|ادوية|ايدز|التوحد|حاج|حجاج|الحج|حج|عمرة|العمرة|معتمر|حلال|كوشر|صلاة|مسلم|مسلمة|مسلمين|
    مسيحي|مسيحية|يهودي|يهودية|شيعي|شيعية|شيعة|سني|سنية|درزي|علوي|قبطي|بهائي|ايزيدي|ديانة|كردي|كردية|امازيغي|عرقي|غجري|سياسي|سياسية|معارض|
    معارضة|نقابة|نقابي|مثلي|مثلية|متحول جنسيا|HAMILAT|KURSI MUTAHARRIK|KURSI MUTAHARIK|MAREEDA|MARIDHA|MUAQ|MOAQ|MARID SUKARI|
    SUKKARI|MASIHI*|YAHOODI*|YAHUDI*|MUSLIMA|MUSLIMEEN|HUJJAJ|MUTAMIR*|NIQABAT*|SHIII|SUNNIYA`,
};

const turkish: TermTable = {
  language: "tr",
  terms: `ALERJI*|ASTIM*|BEDENSEL ENGEL*|DIYALIZ|ENGELLI*|EPILEPSI*|FELCLI*|GEBE|GEBELIK|GORME ENGEL*|HAMILE*|COK HASTA|HASTA YOLCU|YOLCU HASTA|HASTALIG*|HASTALIK*|
    HASTANE*|HASTASI*|ISITME ENGEL*|ILAC KULLAN*|INSULIN*|KALP HASTA*|KANSER*|KOLTUK DEGNEG*|KORONA|OKSIJEN*|OTIST*|OZURLU*|
    SAGIR*|SEDYE*|SEKER HASTA*|SARA HASTA*|TEDAVI*|TEKERLEKLI SANDALYE*|VEREM*|ALEVI*|DINDAR*|HACI ADAY*|HAC ZIYARET*|UMRE*|HELAL*|
    HRISTIYAN*|IBADET*|KOSER|MUSLUMAN*|MUSEVI*|NAMAZ|NAMAZI|NAMAZDA|YAHUDI*|CINGENE*|ETNIK*|KURT KOKENLI|KURT ASILLI|ERMENI ASILLI|MUHALIF*|
    PARTI UYESI|SIYASI*|SENDIKA*|ESCINSEL*|LEZBIYEN*|TRANSSEKSUEL*`,
};

const persian: TermTable = {
  language: "fa",
  terms: `باردار|بیمار|بیماری|بیمارستان|حساسیت|دیابت|دیابتی|سرطان|صرع|فلج|معلول|معلولیت|ناشنوا|نابینا|ویلچر|صندلی چرخدار|اکسیژن|انسولین|دارو|درمان|
    بهایی|بهائی|زرتشتی|مسلمان|مسیحی|یهودی|کلیمی|شیعه|سنی|زائر|نماز|کرد است|کرد زبان|کرد تبار|قوم کرد|بلوچ|سیاسی|همجنسگرا|سندیکا|BARDAR|BIMAR|BIMARI|MALUL|NABINA|
    NASHENAVA|VILCHER|BAHAI*|ZARTOSHTI*|MOSALMAN*|ZAER|HAMJENSGARA`,
};

const german: TermTable = {
  language: "de",
  terms: `ALLERGIK*|ALLERGIE*|BEHINDERT*|BEHINDERUNG*|BLINDENHUND|DIABETIKER*|DIALYSEPATIENT*|EPILEPTIKER*|ERKRANKT*|ERKRANKUNG*|GEHBEHINDERT*|GEHORLOS*|
    HERZKRANK*|KRANKENHAUS*|KRANKHEIT*|KREBSKRANK*|LUNGENKRANK*|MEDIKAMENT*|PFLEGEBEDURFTIG*|ROLLSTUHL*|SAUERSTOFFGERAT*|SCHWANGER*|SCHWERHORIG*|SEHBEHINDERT*|
    CHRISTLICH*|EVANGELISCH*|GLAUBIG*|ISLAMISCH*|JUDISCH*|KATHOLISCH*|MUSLIMISCH*|PILGERREISE*|BETET|GEBETSZEIT*|ETHNISCH*|KURDISCH*|POLITISCH*|PARTEIMITGLIED*|
    GEWERKSCHAFT*|HOMOSEXUELL*|LESBISCH*|SCHWUL*|TRANSSEXUELL*`,
};

const kazakh: TermTable = {
  language: "kk",
  terms: `АУРУ|АУРУХАНА*|АУЫРАДЫ|АУРУЫ*|ЖҮКТІ|ЖҮКТІЛІК*|МҮГЕДЕК*|ЗАҒИП*|САҢЫРАУ*|СОҚЫР*|ҚАНТ ДИАБЕТІ|ДӘРІ ІШЕДІ|ДІН*|ДІНИ|МҰСЫЛМАН*|ХРИСТИАН*|ҚАЖЫЛЫҚ*|
    НАМАЗ*|ХАЛАЛ|ҰЛТЫ|ЭТНИКАЛЫҚ|САЯСИ*|ОППОЗИЦИЯ*|КӘСІПОДАҚ*`,
};

/** Azerbaijani in Cyrillic letters. */
const azerbaijaniCyrillic: TermTable = {
  language: "az-Cyrl",
  terms: `ҺАМИЛӘ*|ХӘСТӘ*|ӘЛИЛ*|КОР ӘЛИЛ*|КАР ӘЛИЛ*|ШӘКӘР ХӘСТӘ*|МҮСӘЛМАН*|НАМАЗ*|ҺӘҸҸ*|ДИНДАР*|ЈӘҺУДИ*|СИЈАСИ*|МҮХАЛИФӘТ*|ҺӘМКАРЛАР*`,
};

const urdu: TermTable = {
  language: "ur",
  terms: `حاملہ|بیمار|بیماری|مریض|مریضہ|معذور|معذوری|نابینا|بہرا|ذیابیطس|وہیل چیئر|ہسپتال|دوائی|دوائیں|آکسیجن|مسلمان|عیسائی|ہندو|سکھ|شیعہ|سنی|نماز|حاجی|
    عمرہ|زائرین|مذہب|مذہبی|نسلی|سیاسی|مزدور یونین|ہم جنس پرست|حلال`,
};

/** The tables in use, one per language (obligations PNRD-13.4 asks for these scripts). */
export const TERM_TABLES: readonly TermTable[] = [
  english,
  azerbaijani,
  russian,
  french,
  arabic,
  turkish,
  persian,
  german,
  kazakh,
  azerbaijaniCyrillic,
  urdu,
];
