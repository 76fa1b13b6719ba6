// Azerbaijani sentences of the findings: one for each code, with the values of the English one, and the words filled in.
export const az: Readonly<Record<string, string>> = {
  "say.AK01": "MSG seqmentində funksiya {{function}} kimi göstərilib; alınma təsdiqi 23 olmalıdır.",
  "say.AK02":
    "MSG seqmentində nəticə {{outcome}} kimi göstərilib; məlum olanlar: 3 – tam emal edilib, 7 – rədd edilib.",
  "say.APPLICATION_REFERENCE_SHIFTED":
    "UNB seqmentində qəbul edənin şifrəsinin (S005) yerində {{value}} durur; o, tətbiqin istinadı (0026) kimi qəbul edilib. Bir ayırıcı çatışmır.",
  "say.API_DIFFERS":
    "Bronda sərnişin haqqında göstərilən həmin reysin sərnişin siyahısında göstəriləndən fərqlənir: {{differing}}.",
  "say.BAG_RUN":
    "{{tag}} birkasından başlayan {{count}} baqaj birkası ardıcıllığı düzgün ola bilməz: yalnız ilk {{limit}} birka qeyd edilib.",
  "say.CARD_MASKED":
    "{{count}} ödəniş kartının nömrəsində yalnız ilk altı və son dörd rəqəm saxlanılıb, qalanı silinib.",
  "say.CARRIER_MISMATCH":
    "{{flight}} reysi həmin seqmentdə göstərilən {{carrier}} daşıyıcısının kodu ilə başlamır (TDT.2.1, TDT.5.1).",
  "say.CONTENT_DECODED":
    "Məzmun poçt və ya XML ilə ötürülərkən zədələnib və ya kodlaşdırılıb ({{encoding}}); bir dəfə dekodlaşdırılıb. Mövqelər dekodlaşdırılmış məzmuna görə sayılır.",
  "say.CONTENT_EMPTY": "Göndərilən məlumat boşdur.",
  "say.CONTENT_UNKNOWN":
    "Mesaj tapılmadı: göndərilən {{bytes}} baytda nə UNA, nə UNB, nə də UNH var. Məlumat belə başlayır: {{start}}.",
  "say.CONTROL_CHARACTERS":
    "Seqmentlər arasında və ya mübadilə paketinin ətrafında idarəedici simvollar var (ilk dəfə burada aşkar edilib); onlar nəzərə alınmayıb.",
  "say.PX20":
    "Sənədin nömrəsi maşınla oxunan zonadan {{found}} yoxlama rəqəmi ilə köçürülüb, düzgün rəqəm isə {{expected}}: sənədi yenidən oxuyun.",
  "say.COUNTRY_ALPHA2": "{{code}} ölkəsi iki hərflə göndərilib: {{taken}} kimi qəbul edilib.",
  "say.CODE_SMALL":
    "{{code}} kodu kiçik hərflərlə göndərilib: {{taken}} kimi qəbul edilib. Kodlar böyük hərflərlə yazılır.",
  "say.PERSON_TAG": "Seqment NAD kimi şəxsin adını göstərir, lakin onun kodu zədələnib: NAD kimi oxunub.",
  "say.NAME_TAG": "Seqment TIF kimi sərnişinin adını göstərir, lakin onun kodu zədələnib: TIF kimi oxunub.",
  "say.NAME_MISPLACED":
    "Ad NAD seqmentinin {{position}}-ci elementində durur, yeri isə 4-cü elementdir: buna baxmayaraq oxunub. Ayırıcı çatışmır və ya artıqdır.",
  "say.DTM_FORMAT":
    "{{value}} göstərilən {{format}} formatında deyil: {{taken}} kimi qəbul edilib. YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "say.COUNT_INVALID": "CNT {{qualifier}} seqmentindəki {{value}} ədəd deyil.",
  "say.CR01":
    "BGM cavabın növünü {{code}} kimi göstərir; məlum olanlar: 962 – cavab, 132 – sorğusuz göndərilən, 312 – alınma təsdiqi, 961 və 963.",
  "say.CR02":
    "{{count}} nəticə qrupunda nə RFF+AVF, nə də RFF+ABO var: onları sərnişinlə uzlaşdırmaq mümkün deyil.",
  "say.CR03": "{{tag}} seqmenti heç bir nəticə qrupuna (ERP) aid deyil və oxunmayıb.",
  "say.DATE_FUTURE":
    "Mübadilə paketinin hazırlanma vaxtı {{date}} kimi göstərilib; bu, alındığı vaxtdan {{hours}} saat sonradır: saat səhvdir, yoxsa UTC əvəzinə yerli vaxt verilib?",
  "say.DATE_OLD":
    "Mübadilə paketi {{date}} tarixində hazırlanıb; bu, razılaşdırılmış müddətdən ({{days}} gün) çox əvvəldir.",
  "say.CR04":
    "{{count}} seqment sərnişinlər barədə cavaba aid deyil (ilk dəfə burada aşkar edilib) və oxunmayıb.",
  "say.CR05": "RFF TN göstərilməyib: mesajı cavab verdiyi mesajla uzlaşdırmaq mümkün deyil.",
  "say.CR06":
    "DTM {{qualifier}} seqmentindəki {{value}} tarix və vaxt deyil. Hava limanının yerli vaxtını YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "say.DOCS_SHIFTED":
    "SSR DOCS elementlərinin yeri sürüşüb; doğum tarixi və cins durduqları yerə görə müəyyən edilib.",
  "say.CHECK_IN_UNMATCHED":
    "Qeydiyyat (TRI-dən sonrakı TIF) rezervasiyanın heç bir TIF-də göstərilməyən şəxsin adını çəkir; həmin şəxs sərnişinlərə əlavə edilib.",
  "say.INFANT_UNNAMED":
    "TIF bu sərnişinlə birlikdə körpə olduğunu bildirir, lakin onun adı heç yerdə yoxdur: ayrıca TIF, SSR INFT və ya cinsi FI və ya MI olan SSR DOCS çatışmır.",
  "say.DOCS_UNMATCHED":
    "SSR {{service}} heç bir TIF-də göstərilməyən şəxsin adını çəkir; həmin şəxs sərnişinlərə əlavə edilib.",
  "say.DTM_INVALID": "DTM {{qualifier}} seqmentindəki {{value}} tarix deyil.",
  "say.DTM_SHIFTED":
    "Tarix və vaxt iki komponentdə verilib ({{value}}): onları birlikdə, YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "say.EDI12": "{{item}} dəyəri {{value}} kimi göstərilib; bu, onun kodlarından biri deyil: {{known}}.",
  "say.EDI13": "{{element}} yoxdur; o, mütləq göstərilməlidir.",
  "say.EDI15": "{{tag}} seqmenti {{type}} mesajının bu yerində ola bilməz.",
  "say.EDI16": "{{item}} tərkibində {{found}} hissə var; kataloqda ən çoxu {{limit}} nəzərdə tutulub.",
  "say.EDI18": "Məlumat özündən sonra heç nə gəlməyən buraxma simvolu ilə bitir: mesajın sonu çatışmır.",
  "say.EDI20":
    "UNA-dakı xidməti simvollardan istifadə etmək olmaz: ayırıcılar və sonlandırıcı hərf, rəqəm, boşluq və ya sətir sonu olmayan üç fərqli simvol olmalıdır. Standart simvollar tətbiq edilib.",
  "say.EDI21":
    "UNB-də elan edilmiş {{repertoire}} simvol dəstinə aid olmayan simvol var (ilk dəfə burada aşkar edilib). Böyük hərflər göndərin və ya daha geniş dəst elan edin.",
  "say.EDI24": "Mübadilə paketinin hazırlanma vaxtı {{date}} kimi göstərilib; bu, tarix və vaxt deyil.",
  "say.EDI25":
    "Mübadilə paketi sınaq kimi qeyd edilib (UNB 0035: {{indicator}}). Məlumat həqiqidirsə, onu bu qeyd olmadan göndərin.",
  "say.EDI26":
    "{{reference}} mesaj istinadı bu mübadilə paketində artıq işlədilib. UNH 0062 paket daxilində təkrarlanmamalıdır.",
  "say.EDI28":
    "{{trailer}} seqmentində istinad {{found}}, ona aid {{header}} seqmentində isə {{expected}} kimi göstərilib. Hər ikisi eyni olmalıdır.",
  "say.EDI29":
    "{{trailer}} seqmentində say {{found}} göstərilib, əslində isə {{expected}} {{items}} var. Son dəyişiklikdən sonra yenidən sayın.",
  "say.EDI30":
    "Mübadilə paketində mesajlar həm funksional qrupların (UNG) içində, həm də onlardan kənardadır. Yalnız bir üsuldan istifadə edin.",
  "say.EDI32": "{{level}} boşdur.",
  "say.EDI33": "Burada {{bytes}} bayt heç bir mesaja aid deyil və oxunmayıb.",
  "say.EDI35": "{{tag}} burada qrammatikada nəzərdə tutulandan ({{limit}}) çox təkrarlanır.",
  "say.EDI36": "{{group}} qrupu burada qrammatikada nəzərdə tutulandan ({{limit}}) çox təkrarlanır.",
  "say.EDI37": "{{item}} {{form}} şəklində olmalıdır; bu dəyərdə başqa növ simvollar var.",
  "say.EDI39": "{{item}} {{found}} simvoldan ibarətdir; {{form}} şəklində ən çoxu {{limit}} ola bilər.",
  "say.EDI40": "{{item}} {{found}} simvoldan ibarətdir; {{form}} şəklində {{limit}} simvol tələb olunur.",
  "say.EDI45":
    "Seqment ayırıcı ilə bitir (ilk dəfə burada aşkar edilib). Sondakı boş elementləri və komponentləri göndərməyin.",
  "say.EDI46":
    "UNB-də elan edilmiş {{repertoire}} simvol dəsti dəstəklənmir: məzmun UTF-8 və ya Windows-1252 kimi oxunub. UNOA–UNOL və ya UNOW–UNOY elan edin.",
  "say.EDI47":
    "{{tag}} mesaj başlığı {{header}} paket başlığına uyğun gəlmir: UNB ilə UNH, UIB ilə isə UIH işlədin.",
  "say.EDI7": "Mübadilə paketi {{recipient}} ünvanına göndərilib; bu, qurumun ünvanlarından ({{own}}) deyil.",
  "say.ENVELOPE_MISSING":
    "Mesaj mübadilə paketinin başlığı (UNB) olmadan gəlib: göndərən və istinad məlum deyil.",
  "say.EXPIRY_TWICE": "Sənədin iki etibarlılıq tarixi göstərilib: düzgün olan sonuncu tarix qəbul edilib.",
  "say.FINDINGS_OMITTED": "Daha {{count}} nöqsan göstərilməyib.",
  "say.FLIGHT_DESIGNATOR":
    "{{flight}} reysinin yazılışı daşıyıcı kodundan, bir-dörd rəqəmdən və ola bilsin bir hərfdən ibarət deyil: göndərildiyi kimi saxlanılıb.",
  "say.FLIGHT_MISSING": "TDT seqmentində reys göstərilməyib.",
  "say.FLIGHT_TIMES":
    "{{airport}} hava limanına gəliş vaxtı {{value}} çətin ki, düzgün olsun: hava limanlarının saat qurşaqlarına görə {{reason}}.",
  "say.GQ01": "Sorğuda reys göstərilməyib (daşıyıcı, nömrə və gediş tarixi ilə TVL).",
  "say.HEADER_TAG": "Seqment mesajın növünü UNH kimi göstərir, lakin onun kodu zədələnib: UNH kimi oxundu.",
  "say.KIND_DAMAGED": "UNH {{type}} növünü göstərir, belə növ yoxdur: {{taken}} kimi oxundu.",
  "say.DOCS_CODE":
    "{{code}} xidmətində yalnız SSR DOCS-da olan məlumat var, kodu isə zədələnib: DOCS kimi oxundu.",
  "say.DOCS_PARTED":
    "SSR DOCS mətninin içində element ayırıcısı var; ondan sonra gələn mətnin davamı kimi oxundu.",
  "say.HEADER_MISSING": "{{trailer}} açılmamış bloku bağlayır: {{header}} yoxdur.",
  "say.IN01":
    "UNB göndərəni {{sender}} kimi göstərir, bu qoşulma üçün isə o, qeydiyyatda deyil (qeydiyyatda olan: {{registered}}). Qeydiyyatda olan kimliklə göndərin və ya daşıyıcılarla iş üzrə əməkdaşdan onu qeydiyyata almasını xahiş edin.",
  "say.IN02":
    "Reysin daşıyıcısı {{flown}} kimi göstərilib, bu qoşulma isə onun adından göndərə bilməz (icazə verilən: {{allowed}}). Onun reyslərini siz yerinə yetirirsinizsə, daşıyıcılarla iş üzrə əməkdaşdan tərəfdaşı əlavə etməsini xahiş edin.",
  "say.IN03":
    "{{type}} göndərilib. Bu ünvan sərnişin siyahılarını (PAXLST), bronları (PNRGOV) və mesajlarımıza cavabları (BGM 312 ilə CUSRES, ACKRES, CONTRL) qəbul edir.",
  "say.IN04":
    "Reysi müəyyən etmək mümkün deyil: {{what}} yoxdur və ya oxunmur. Mesajı onunla birlikdə yenidən göndərin.",
  "say.IN05": "Fayl {{bytes}} baytdır, {{limit}} həddindən böyükdür: onu hissələrə bölüb göndərin.",
  "say.IN06":
    "Mesajda {{named}} sərnişin və bron göstərilib; bu, istənilən reysin və ya gəminin daşıya biləcəyindən çoxdur ({{limit}}). Yalnız bir reysə aid olanlarla yenidən göndərin.",
  "say.IN07":
    "Bu mesajı qəbul etmək mümkün olmayıb və o, yoxlama üçün saxlanılmayıb: sizin qoşulma üzrə artıq yol verilən qədər mesaj saxlanılır. Digər nöqsanları aradan qaldırıb yenidən göndərin.",
  "say.PX05":
    "{{day}} tarixli {{flight}} reysi cədvəldə yoxdur. Mesaj qəbul edilib; reys nömrəsini və tarixi yoxlayın və ya cədvəli yenidən göndərin.",
  "say.IN08":
    "Bu sərnişin üzrə razılaşmanın tələb etdiyi məlumat yoxdur: {{lacking}}. Siyahını onunla birlikdə yenidən göndərin.",
  "say.IN09":
    "Sorğuda {{travellers}} sərnişin var, razılaşma üzrə isə ən çoxu {{limit}}. Hamısı qəbul edilib: bir dəfəyə daha az göndərin.",
  "say.IN10": "Daha {{travellers}} sərnişin üzrə razılaşmanın tələb etdiyi məlumat yoxdur.",
  "say.IN11":
    "{{reference}} istinadı əvvəl başqa məzmunla gəlib. Hər ikisi qəbul edildi; hər sorğuya öz istinadını verin və ya düzəliş nömrəsini artırın.",
  "say.IN12":
    "Sizə göndərdiyimiz heç bir mesajın istinadı {{reference}} deyil. Cavab verdiyiniz mesajın istinadını təkrarlayın: CUSRES-də RFF+TN, CONTRL-da UCI, ACKRES-də giriş istinadı.",
  "say.IN13":
    "Təyyarədə əvvəl heç bir siyahıda olmayan {{travellers}} sərnişin var. Minikdən əvvəl hər sərnişin üzrə sorğu göndərin.",
  "say.IN14":
    "Təyyarədə verilmiş göstərişə zidd olaraq {{travellers}} sərnişin var. Sərhəd xidməti sizinlə əlaqə saxlayacaq.",
  "say.IN15":
    "{{bookings}} bron əvvəl gələndən köhnədir (DAT 700): sonrakı vəziyyət saxlanıldı. Göndərişləri dəyişikliklərin ardıcıllığı ilə göndərin.",
  "say.IN16":
    "Bu teleqram bir neçə teleqrama bölünmüş mesajın {{part}} hissəsidir. Qalan hissələr gələnədək, axırıncısından sonra {{minutes}} dəqiqə saxlanılır; mesajın öz qəbzi olacaq.",
  "say.IN17":
    "Mesaj {{count}} teleqrama bölünmüş halda gəlib və bir yerə yığılıb; mövqelər bütöv mətndə sayılır.",
  "say.IN18":
    "Mesaj bir neçə teleqrama bölünüb və {{numbers}} hissəsi {{minutes}} dəqiqə ərzində gəlməyib. Gələnlər mümkün qədər oxunub. Çatışmayan hissəni bir saat ərzində, yaxud bütün mesajı yenidən göndərin.",
  "say.IN19":
    "{{travellers}} sərnişin yalnız bronla göstərilib, bronda isə daha çox şəxs var: kimin nəzərdə tutulduğu bilinmir, buna görə heç kim reysdən çıxarılmayıb. Onların adlarını və ya sərnişin istinadını (RFF ABO) göndərin.",
  "say.IN20":
    "Mesaj zədələnib və orada sərnişinlər çatışmaya bilər: adı çəkilməyən heç kim reysdə olmayan, minmiş və ya reysdən çıxarılmış sayılmayıb. Mesajı yenidən göndərin.",
  "say.IN21":
    "Təsdiqdə {{said}} təkrarlanır, bizim mesajımızda isə {{sent}} idi: bu heç nəyi təsdiq etmir. Təsdiq etdiyiniz mesajın ERC kodunu təkrarlayın və ya heç birini göstərməyin.",
  "say.IN22":
    "Məlumatları dəyişən reysin hansı olduğu bilinmir, buna görə heç kim köçürülməyib: RFF+TN son {{days}} gündə göndərilmiş heç bir siyahının istinadını təkrarlamır, yaxud yeni gün çox uzaqdır. Siyahının RFF+TN istinadını təkrarlayın və ya onun sərnişinlərini ləğv edib (745+XR) yeni reyslə göndərin.",
  "say.IN23":
    "Bu qurumun sistemindəki nasazlıq mesajın oxunmasına mane olub: ondan heç nə qəbul edilməyib. Sistemə cavabdeh olanlara xəbər verilib. Yenidən göndərməzdən əvvəl onlarla əlaqə saxlayın.",
  "say.KIND_UNKNOWN":
    "{{type}} növündən olan mesajlar burada oxunmur. Məlum olanlar: PAXLST, CUSRES, PNRGOV, ACKRES, GOVREQ, CONTRL.",
  "say.LIMIT_REACHED": "Burada hədd aşılıb – {{what}}: {{limit}}. Həddən sonrakılar saxlanılmayıb.",
  "say.DOCUMENT_NOT_AGREED":
    "Bu şəxsin {{type}} növündən olan sənədi (DOC) var, belə sənəd qəbul edilmir; qəbul edilənlər: {{agreed}}.",
  "say.API_TOO_EARLY":
    "Məlumatlar yola düşmədən {{hours}} saat əvvəl gəlib; sərnişinlərin məlumatları ondan {{from}} saat əvvəldən qəbul olunur. Heç nə saxlanılmayıb: onları qeydiyyat zamanı göndərin.",
  "say.EXIT_NOT_WANTED":
    "Dövlətdən çıxan reyslərin siyahıları istənilmir: bu siyahıdan heç nə saxlanılmayıb. Belə siyahı göndərməyin.",
  "say.OVERFLIGHT_NOT_WANTED":
    "Dövlətin üzərindən yalnız uçub keçən reyslərin siyahıları istənilmir: bu siyahıdan heç nə saxlanılmayıb. Belə siyahı göndərməyin.",
  "say.LIST_NOT_AGREED":
    "{{code}} növündən olan siyahılar (BGM) razılaşdırılmayıb; razılaşdırılanlar: {{agreed}}.",
  "say.LOC_COUNTRY": "LOC {{qualifier}} seqmentindəki {{code}} ölkə kodu deyil.",
  "say.LOC_UNKNOWN": "{{code}} hava limanı (LOC {{qualifier}}) məlum deyil.",
  "say.LOC_UNPAIRED":
    "{{code}} hava limanının (LOC {{qualifier}}) qarşılığı yoxdur: hər mərhələnin gediş və gəliş hava limanı olmalıdır.",
  "say.MEASURE_INVALID":
    "MEA {{qualifier}} seqmentindəki {{value}} düzgün qiymət deyil; gözlənilən: {{what}}.",
  "say.MEASURE_SHIFTED":
    "MEA {{qualifier}} seqmentində qiymət ölçü vahidinin yerində durur: buna baxmayaraq oxunub.",
  "say.PACKED_DAMAGED":
    "Məzmun sıxılıb (gzip) və zədəlidir, yaxud yarımçıqdır: zədədən əvvəlki hissə oxunub. Onu bütöv halda yenidən göndərin.",
  "say.PACKED_TOO_LARGE":
    "Məzmun sıxılıb (gzip) və açılanda {{limit}} baytdan böyükdür: həddən sonrakı hissə oxunmayıb. Onu bir neçə göndərişlə ötürün.",
  "say.MESSAGES_TOO_MANY":
    "Bir göndərişdə {{limit}} mesajdan çox gəlib: heç biri qəbul edilməyib. Onları bir neçə göndərişlə ötürün.",
  "say.MESSAGE_TOO_LONG":
    "Mesaj {{limit}} baytdan uzundur: bundan artığı oxunmayıb. Onu hissələrə bölün (UNH S010).",
  "say.MF01": "{{column}} sütunu yoxdur: onsuz siyahı qəbul edilə bilməz. Şablondan istifadə edin.",
  "say.MF02": "{{column}} sütunu tanınmır: oxunmadı, içindəkilər silindi.",
  "say.MF03": "{{column}} sütunu cədvəldə iki dəfə var: birincisi oxundu.",
  "say.MF04": "Cədvəldə {{limit}}-dən çox sətir var: ondan artığı oxunmadı. Cədvəli bölün.",
  "say.MF05": "Fayl {{limit}} baytdan uzundur: ondan artığı oxunmadı. Faylı bölün.",
  "say.MF06":
    "Bu sətirdə dırnaq bağlanmayıb: qiymətin bir hissəsi kimi oxundu. Dırnaq daxilində dırnağı iki dəfə yazın.",
  "say.MF07":
    "Sətirdə {{found}} qiymət var, başlıqda isə {{expected}}: ayırıcı çatışmır və ya qiymət dırnaqsız yazılıb?",
  "say.MF08":
    "{{column}} birinci sətirdəkindən fərqlidir: bir fayl bir səfər haqqındadır. Hər səfər üçün ayrıca fayl göndərin.",
  "say.MF09": "{{column}} göstərilməyib: səfəri müəyyən etmək olmur, siyahı qəbul edilə bilməz.",
  "say.MF10":
    "{{column}} {{value}} məlum yer deyil. IATA və ya ICAO kodu, UN/LOCODE (AZBAK) və ya mötərizədə dövləti ilə ad verin: Astara (IR).",
  "say.MF11": "{{column}} {{value}} İİİİ-AA-GG (vaxt üçün SS:DD ilə) şəklində tarix deyil.",
  "say.MF12": "{{column}} {{value}} bunlardan heç biri deyil: {{allowed}}.",
  "say.MF13": "Bu şəxsin soyadı yoxdur.",
  "say.MF14":
    "{{column}} {{value}} dövlət deyil. ICAO Doc 9303-3 5-ci bölməsinin kodunu göndərin, məsələn AZE.",
  "say.MF15": "Bu şəxsin nömrəsi olan sənədi yoxdur.",
  "say.MF16": "{{column}} düstur saxlayır: götürülmədi. Qiymətin özünü yazın.",
  "say.MF17": "İş kitabında makroslar var: bütövlükdə qəbul edilmədi. Onu makrossuz (.xlsx) saxlayın.",
  "say.MF18":
    "Fayl oxuna bilən iş kitabı (.xlsx) deyil: zədələnib, şifrələnib, köhnə formatdadır və ya başqa fayldır. Şablondan istifadə edin.",
  "say.MF19":
    "İş kitabının içindəkilər açıldıqda {{limit}} baytdan böyükdür və ya {{most}}-dən çox hissəsi var: bütövlükdə qəbul edilmədi.",
  "say.MF20":
    "İş kitabının heç bir vərəqində surname sütunu olan başlıq sətri yoxdur. Şablondan istifadə edin.",
  "say.MF21": "İş kitabında başqa fayllara keçidlər var: onlar açılmadı.",
  "say.MF22": "Bu şəxsin nömrəsi {{row}}-ci sətirdə başqa şəxsə verilib: hər ikisi saxlanıldı.",
  "say.MF23": "Doğum tarixi: {{reason}}.",
  "say.MF24": "Sənədin nömrəsi: {{reason}}.",
  "say.MF25": "Cədvəldə şəxs yoxdur.",
  "say.MF26": "{{column}} {{limit}} simvoldan uzundur: ondan artığı saxlanılmadı.",
  "say.MF27":
    "İş kitabı içindəki cədvəl kimi oxundu: sətirlər vərəqin sətirləridir, mövqelər cədvələ görə sayılır.",
  "say.NOT_ADMITTED":
    "I Əlavədəki 19 elementdən kənar {{count}} məlumat silinib (ümumi qeydlər, siyahıda olmayan xidmətlər, naməlum seqmentlər).",
  "say.NUMBER_FILLED":
    "Sənədin nömrəsində maşınla oxunan zonanın doldurucu simvolları var idi: onlar silinib.",
  "say.ORDER": "{{tag}} seqmenti bu PNR-da öz yerində deyil; buna baxmayaraq oxunub.",
  "say.PERSON_REPEATED":
    "Bu şəxs başqa sənədlə daha əvvəl, {{other}}-ci seqmentdə göstərilib: bir şəxsin bütün sənədlərini bir NAD altında göndərin.",
  "say.PN01":
    "MSG-də funksiya {{function}} kimi göstərilib; göndərişin funksiyası 22 (tam) və ya 141 (yenilənmə) olmalıdır.",
  "say.PN02":
    "Göndərişin reysi göstərilməyib: birinci SRC-dən əvvəlki TVL-də (XML-də FlightLeg) çatışmayanlar: {{missing}}.",
  "say.PN03":
    "Göndərişin {{from}} – {{to}} reysi nə {{states}} ərazisində başlayır, nə də orada bitir: bu göndəriş başqa dövlət üçündür.",
  "say.PN04": "EQN (XML-də NumberOfPnrs) {{stated}} PNR elan edir, mesajda isə {{found}} PNR var.",
  "say.PN05": "Bu PNR-ın bron nömrəsi (RCI; XML-də BookingRefID) yoxdur.",
  "say.PN06":
    "Bu PNR-da sərnişin (soyadı göstərilmiş TIF; XML-də Passenger) yoxdur; bu, yalnız ləğvetmə və ya adsız qrup üçün mümkündür.",
  "say.PN07": "Sərnişin istinadı {{reference}}: {{reason}}.",
  "say.PN08": "Bu PNR-ın heç bir uçuş seqmenti göndərişin reysinə uyğun gəlmir.",
  "say.PN09": "Tarix və ya vaxt {{value}}: {{reason}}.",
  "say.PN10": "Seqmentin statusu {{status}} məlum statuslar siyahısında yoxdur.",
  "say.PN11": "SSR {{service}} tam oxuna bilmir: {{parts}}.",
  "say.PN12":
    "Bilet nömrəsi düzgün deyil: 13 rəqəm olmalı (14-cüsü yoxlama rəqəmidir) və aviaşirkətin üç rəqəmli kodu ilə başlamalıdır.",
  "say.PN13": "{{element}} seqmentində {{value}} göstərilib; bu, {{kind}} deyil.",
  "say.PN15": "Bron nömrəsi bu mesajda bir dəfədən çox rast gəlinir; hər PNR saxlanılıb.",
  "say.PN16": "Bu reysin tam göndərişindən əvvəl yenilənmə gəlib. Tam göndəriş (MSG 22) göndərin.",
  "say.PN17":
    "Bu PNR-ın son dəyişikliyi (DAT 700) mesajın hazırlanmasından sonraya düşür: UTC əvəzinə yerli vaxt göndərilmiş ola bilər.",
  "say.PN18":
    "Hər hansı məlumat saxlanılmazdan əvvəl həssas məzmun silinib: {{services}} xidmət sorğusu, {{texts}} mətn. Yemək, tibbi və yardım sorğularını, habelə din, sağlamlıq və ya mənşə barədə qeydləri göndərməyin.",
  "say.PN19":
    "Göndəriş reysin yola düşməsi ilə müqayisədə ({{when}}) {{hours}} saat fərqlə gəlib; bu, razılaşdırılmış vaxtlardan heç birinə uyğun deyil.",
  "say.PN20": "{{tag}} seqmenti {{reason}}; oxunmayıb.",
  "say.PX01":
    "BGM siyahını {{code}} kimi göstərir; məlum olanlar: 745 – sərnişinlər, 250 – ekipaj, 266 – reysin vəziyyəti, 336 – ekipajın ümumi siyahısı, 655 – çıxış talonu.",
  "say.PX02": "Gediş və gəliş hava limanı göstərilmiş reys yoxdur (TDT, LOC 125 və 87 və ya iki LOC 92).",
  "say.PX03":
    "Hansı mərhələnin sərhədi keçdiyini müəyyən etmək mümkün deyil: LOC 125 / 87 cütü yoxdur, digər mərhələlərin hava limanları da bunu aydınlaşdırmır.",
  "say.PX04":
    "{{airport}} üçün göstərilən {{value}} tarix və vaxt deyil. Hava limanının yerli vaxtını YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "say.PX06":
    "Siyahıda heç bir şəxs yoxdur. Yalnız reysin vəziyyəti barədə mesaj (266 CL, CLOB, XF, CF) şəxssiz ola bilər.",
  "say.PX07": "Bu şəxsin soyadı yoxdur (NAD.4.1).",
  "say.PX08": "Adda hərf, boşluq, defis və apostrofdan başqa simvollar var.",
  "say.PX09": "Doğum tarixi (DTM 329): {{reason}}.",
  "say.PX10": "Cins (ATT 2): {{reason}}; M, F, X və U məlumdur.",
  "say.PX11": "Bu şəxsin nömrəsi göstərilmiş şəxsiyyət sənədi (DOC) yoxdur.",
  "say.PX12": "Sənədin nömrəsi {{reason}}: çətin ki, sənəddə belə yazılsın.",
  "say.PX13": "{{what}}: {{reason}}. ICAO Doc 9303-3-ün 5-ci bölməsindəki kodu göndərin, məsələn, GBR.",
  "say.PX14": "Sənədin etibarlılıq müddəti {{date}} tarixində, yəni yola düşmədən əvvəl bitib.",
  "say.PX15": "Pasportun oxuna bilən etibarlılıq tarixi (DTM 36) yoxdur.",
  "say.PX16": "Eyni sənəd {{other}}-ci seqmentdəki şəxs üçün də göstərilib, lakin başqa doğum tarixi ilə.",
  "say.PX17":
    "Sərnişin istinadı (RFF ABO) {{other}}-ci seqmentdəki şəxsinki ilə eynidir; o, reys üzrə təkrarlanmamalıdır.",
  "say.PX18": "Bu şəxs üçün {{lacks}}: cavabda söhbətin kimdən getdiyini göstərmək mümkün deyil.",
  "say.PX19":
    "Bu şəxs reysin indiyədək gələn heç bir siyahısında yoxdur: {{status}} yeni məlumat kimi qəbul edilib.",
  "say.PX21": "Səyahət üzrə {{what}} – {{value}}: {{reason}}.",
  "say.PX22":
    "{{list}} daxilində {{persons}} nəfər «{{role}}» göstərilib: sərnişinləri və ekipajı iki ayrı siyahı kimi göndərin.",
  "say.PX23":
    "CNT-də {{stated}} nəfər «{{role}}» elan edilib, siyahının bütün hissələrində birlikdə isə {{found}} nəfər var.",
  "say.PX24":
    "Siyahı reysin yola düşməsi ilə müqayisədə ({{when}}) {{hours}} saat fərqlə gəlib; bu, razılaşdırılmış vaxtdan kənardır.",
  "say.PX25": "Bu şəxs eyni məlumatlarla daha əvvəl, {{other}}-ci seqmentdə göstərilib.",
  "say.PX26": "Siyahıda {{persons}} nəfər var: heç bir reys bu qədər şəxs daşımır (900).",
  "say.PX27":
    "Bütün {{persons}} şəxs üçün eyni məlumat göstərilib – {{what}}: bu, doldurucu məlumata bənzəyir.",
  "say.QUALIFIER_UNKNOWN":
    "{{tag}} {{qualifier}} sərnişin siyahısında saxlanılan heç bir məlumat vermir: oxunmayıb. Onu göndərməyin və ya təlimatdakı təsnifatı göndərin.",
  "say.RCI_SHIFTED": "RCI-də tarix bir komponent əvvəl durur.",
  "say.RELEASE_NEEDLESS":
    "Adi simvolun qarşısında buraxma simvolu var (ilk dəfə burada aşkar edilib): o, silinib, simvol saxlanılıb.",
  "say.REPETITION_UNRELEASED":
    "UNA-da göstərilən təkrar ayırıcısı məlumatın içindədir (ilk dəfə burada aşkar edilib); bu mesajların heç bir elementi təkrarlanmır, ona görə məlumat kimi saxlanılıb. Qarşısında buraxma simvolu göndərin və ya UNA-da onun yerində boşluq qoyun.",
  "say.ROLE_UNKNOWN": "NAD {{code}} burada məlum olan şəxs növü deyil: «{{role}}» kimi qəbul edilib.",
  "say.SECTOR_AFTER_PERSON":
    "Reys (TDT) birinci şəxsdən sonra verilib: reyslər bütün şəxslərdən əvvəl gəlməlidir.",
  "say.SEGMENTS_JOINED":
    "{{tag}} qarşısındakı sonlandırıcı yoxdur və ya onun yerində başqa simvol durur, ona görə iki seqment birləşib; onlar iki seqment kimi oxunub.",
  "say.SEGMENT_EMPTY":
    "{{count}} sonlandırıcı arada seqment olmadan ardıcıl gəlir (ilk dəfə burada aşkar edilib).",
  "say.SEGMENT_ORDER":
    "{{tag}} seqmenti qrammatikada nəzərdə tutulandan gec gəlir: onun yeri {{before}} seqmentindən əvvəldir. Buna baxmayaraq oxunub.",
  "say.SEGMENT_OUT_OF_PLACE":
    "{{tag}} {{qualifier}} aid ola biləcəyi şəxs və ya sənəd olmayan yerdə durur: oxunmayıb.",
  "say.SEGMENT_TOO_LONG":
    "{{count}} seqment {{limit}} baytdan uzundur (ilk dəfə burada aşkar edilib): artıq hissə oxunmayıb.",
  "say.SEGMENT_UNEXPECTED":
    "{{count}} seqment PAXLST tərkibinə aid deyil (ilk dəfə burada aşkar edilib) və oxunmayıb.",
  "say.SERIES_INCOMPLETE":
    "{{count}} hissədən ibarət silsilədə çatışmayan hissələr: {{numbers}}. Onları eyni istinadla (UNH 0068) yenidən göndərin.",
  "say.STATE_UNTOUCHED":
    "Reysin heç bir mərhələsi {{states}} ərazisində başlamır və bitmir: bu siyahı başqa dövlət üçündür.",
  "say.SYNTAX_VERSION": "UNB sintaksisin {{value}} versiyasını elan edir; 1-dən 4-dək versiyalar məlumdur.",
  "say.TAG_INVALID":
    "Seqment üç böyük hərfdən ibarət kodla başlamır (ilk dəfə burada aşkar edilib): oxunmayıb. Məlumatın içindəki sonlandırıcının qarşısında buraxma simvolu olmalıdır.",
  "say.TEST_NOT_TAKEN":
    "Mübadilə paketi sınaq kimi qeyd edilib (UNB 0035): ondan heç nə qəbul edilməyib, çünki bu ünvan həqiqi səfərlərin məlumatını qəbul edir.",
  "say.TERMINATOR_LOST":
    "{{count}} seqmentin sonlandırıcısı yoxdur (ilk dəfə burada aşkar edilib): hər biri növbəti koddan əvvəlki sətir sonunda və ya məlumatın sonunda bitmiş sayılıb.",
  "say.TRAILER_MISSING":
    "{{trailer}} yoxdur: {{header}} bağlanmayıb. Sonu yolda itmiş ola bilər; gələn hissə oxunub.",
  "say.TRANSPORT_TEXT":
    "Nəqliyyat mətninin {{bytes}} baytı mübadilə paketindən {{where}} durur; nəzərə alınmayıb.",
  "say.VERSION_DIFFERS":
    "Qrupun başlığında {{group}}, mesajın başlığında {{message}} göstərilib: mesajın başlığı əsas götürülüb.",
  "say.VERSION_UNKNOWN":
    "Kataloqun {{version}} buraxılışı məlum deyil; mesaj ən yaxın məlum buraxılışın qaydaları ilə oxunub.",
  "say.VISA_EXPIRED": "Vizanın etibarlılıq müddəti {{date}} tarixində, yəni yola düşmədən əvvəl bitib.",
  "say.WRAP_AMBIGUOUS":
    "Sətir boşluqda bölünüb (ilk dəfə burada aşkar edilib): boşluğun məlumata aid olub-olmadığını dəqiq demək mümkün deyil.",
  "say.XML01":
    "Sənəddə DOCTYPE elanı var: sənəd bütövlükdə qəbul edilmədi. Onu DOCTYPE və öz entity-ləri olmadan göndərin.",
  "say.XML02": "Sənəd burada qırılır: tam deyil. Gəlib çatan hissə oxundu.",
  "say.XML03":
    "Sənəd burada düzgün qurulmayıb ({{line}}-ci sətir): mesaj qəbul edilmədi. Bundan əvvəl və sonra oxuna bilən hissə oxundu.",
  "say.XML04":
    "Sənəd göndəriş üçün lazım olandan böyükdür: elementlərin iç-içəliyi {{depth}} səviyyədən, bir teqdəki atributlar {{attributes}}-dən və ya bir PNR-dakı elementlər {{elements}}-dən çoxdur. Sənəd qəbul edilmədi.",
  "say.XML05": "Sənəd {{limit}} baytdan uzundur: ondan artıq hissə oxunmadı. Göndərişi bölün.",
  "say.XML06":
    "Mətn sənədin elan etdiyi kodlaşdırmada ({{declared}}) deyil (ilk dəfə burada). İstifadə olunan kodlaşdırmanı elan edin, yaxşısı UTF-8.",
  "say.XML07": "{{entity}} entity-si təyin edilməyib: yazıldığı kimi qalır (ilk dəfə burada).",
  "say.XML08": "Kök element IATA_PNRGOV_NotifRQ deyil, {{root}}-dır: içindəki PNR-lar yenə də oxundu.",
  "say.XML09":
    "FlightLeg yoxdur: bütün PNR-larda ortaq olan yeganə reys məlumat verilən reys kimi götürüldü.",
  "say.XML10": "{{count}} element göndərişə aid deyil (ilk dəfə burada): oxunmadı, içindəkilər silindi.",
  "say.XML11": "Sənəddə nə PNR, nə də FlightLeg var; kök elementi {{root}}-dır.",
  "say.XML12":
    "Sənəddən sonra XML olmayan {{bytes}} bayt gəlir: göndərilənlərdən heç nə qəbul edilmədi. Mesajları yalnız bir sintaksisdə göndərin.",
  "say.XML13": "Burada {{stated}} sərnişin göstərilib, PNR-da isə {{found}} ad var.",

  // Words that stand for a value, by its name.
  "word.none": "(yoxdur)",
  "reason.does not belong to PNRGOV": "PNRGOV tərkibinə aid deyil",
  "reason.does not exist": "mövcud deyil",
  "reason.holds characters that no document number has":
    "heç bir sənəd nömrəsində olmayan simvollardan ibarətdir",
  "reason.is a filler": "doldurucudur",
  "reason.is empty": "boşdur",
  "reason.is given as {sent}": "{sent} kimi göstərilib",
  "reason.is given to more than one traveller": "bir neçə sərnişinə verilib",
  "reason.is given to no traveller of this PNR": "bu PNR-ın heç bir sərnişininə verilməyib",
  "reason.is its origin too": "həm də onun başlanğıc məntəqəsidir",
  "reason.is longer than 20 characters": "20 simvoldan uzundur",
  "reason.is missing": "göstərilməyib",
  "reason.is missing (LOC 91)": "göstərilməyib (LOC 91)",
  "reason.is missing (NAT)": "göstərilməyib (NAT)",
  "reason.is no date": "tarix deyil",
  "reason.is no date of the calendar": "təqvimdə belə tarix yoxdur",
  "reason.is no known airport": "məlum hava limanı deyil",
  "reason.is one digit repeated": "təkrarlanan bir rəqəmdən ibarətdir",
  "reason.is the surname": "soyadın özüdür",
  "reason.it is before the departure from {from}": "{from} hava limanından gedişdən əvvələ düşür",
  "reason.it is {hours} hours after the departure from {from}":
    "{from} hava limanından gedişdən {hours} saat sonraya düşür",
  "reason.lies after the message": "mesajın tarixindən sonraya düşür",
  "reason.lies before the departure": "gedişdən əvvələ düşür",
  "reason.lies before the flight that stands in front of it": "özündən əvvəl duran reysdən də əvvələ düşür",
  "reason.makes the traveller older than 120": "sərnişinin yaşı 120-dən çox olur",
  "reason.stands outside of any PNR": "heç bir PNR-a aid deyil",
  "reason.{sent} is not known": "{sent} məlum deyil",
  "what.TDT with LOC 125/87 (or 92) and DTM 189": "LOC 125/87 (və ya 92) və DTM 189 ilə birlikdə TDT",
  "what.airports": "hava limanları",
  "what.date of birth": "doğum tarixi",
  "what.destination": "təyinat məntəqəsi",
  "what.document number": "sənədin nömrəsi",
  "what.documents": "sənədlər",
  "what.entries": "qeydlər",
  "what.flights": "reyslər",
  "what.given name": "ad",
  "what.issuing State": "Sənədi verən dövlət",
  "what.legs": "mərhələlər",
  "what.nationality": "Vətəndaşlıq",
  "what.number of bags": "baqaj yerlərinin sayı",
  "what.origin": "başlanğıc məntəqəsi",
  "what.place of clearance": "rəsmiləşdirmə yeri",
  "what.references": "istinadlar",
  "what.the first TVL (date; from; to; carrier; number)":
    "birinci TVL (tarix; gediş; gəliş; daşıyıcı; nömrə)",
  "what.weight in KGM or LBR": "KGM və ya LBR ilə çəki",
  "lacks.neither RFF AVF nor RFF ABO": "nə RFF AVF, nə də RFF ABO göstərilib",
  "lacks.no passenger reference (RFF ABO)": "sərnişin istinadı (RFF ABO) göstərilməyib",
  "lacks.no record locator (RFF AVF)": "bron nömrəsi (RFF AVF) göstərilməyib",
  "differing.date of birth": "doğum tarixi",
  "differing.document number": "sənədin nömrəsi",
  "differing.given name": "ad",
  "differing.surname": "soyad",
  "when.after": "sonra",
  "when.before": "əvvəl",
  "kind.amount": "məbləğ",
  "kind.currency (ISO 4217)": "valyuta (ISO 4217)",
  "kind.number": "ədəd",
  "lacking.address": "ünvan",
  "lacking.country of residence": "yaşayış ölkəsi",
  "lacking.date of birth": "doğum tarixi",
  "lacking.date of expiry": "sənədin etibarlılıq müddəti",
  "lacking.document number": "sənədin nömrəsi",
  "lacking.given name": "ad",
  "lacking.issuing State": "sənədi verən dövlət",
  "lacking.nationality": "vətəndaşlıq",
  "lacking.number of bags": "baqajın sayı",
  "lacking.passenger reference (ABO)": "sərnişinin istinad nömrəsi (ABO)",
  "lacking.place of birth": "doğum yeri",
  "lacking.place of clearance (LOC 22)": "rəsmiləşdirmə yeri (LOC 22)",
  "lacking.place of final debarkation (LOC 179)": "son düşmə yeri (LOC 179)",
  "lacking.place of first embarkation (LOC 178)": "ilk minmə yeri (LOC 178)",
  "lacking.record locator (AVF)": "bron nömrəsi (AVF)",
  "lacking.seat": "oturacaq yeri",
  "lacking.sex": "cins",
  "lacking.verification indicator (GEI)": "yoxlanma göstəricisi (GEI)",
  "lacking.visa": "viza",
  "missing.arrival airport": "gəliş hava limanı",
  "missing.carrier": "daşıyıcı",
  "missing.departure airport": "gediş hava limanı",
  "missing.departure date": "gediş tarixi",
  "missing.flight number": "reysin nömrəsi",
  "missing.the segment TVL": "TVL seqmenti",
  "parts.birth date": "doğum tarixi",
  "parts.document number": "sənədin nömrəsi",
  "parts.expiry date": "etibarlılıq tarixi",
  "parts.name": "ad",
  "parts.sex": "cins",
  "element.The interchange reference (UNB 0020)": "Mübadilə paketinin istinadı (UNB 0020)",
  "element.The message reference (UNH 0062)": "Mesajın istinadı (UNH 0062)",
  "element.The recipient (UNB S003)": "Qəbul edən (UNB S003)",
  "element.The sender (UNB S002)": "Göndərən (UNB S002)",
  "header.the group": "qrup",
  "header.the interchange": "mübadilə paketi",
  "header.the message": "mesaj",
  "items.groups": "qrup",
  "items.messages": "mesaj",
  "items.segments": "seqment",
  "level.group": "Qrup",
  "level.interchange": "Mübadilə paketi",
  "level.message": "Mesaj",
  "list.crew list": "Ekipaj siyahısı",
  "list.passenger list": "Sərnişin siyahısı",
  "role.crew": "ekipaj",
  "role.in-transit-crew": "tranzit ekipaj",
  "role.in-transit-passenger": "tranzit sərnişin",
  "role.passenger": "sərnişin",
  "role.passengers": "sərnişin",
  "where.after": "sonra",
  "where.before": "əvvəl",
};
