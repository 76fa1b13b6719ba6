// Azerbaijani sentences of rules in general words: of each whose findings have values of their own.
export const azRules: Readonly<Record<string, string>> = {
  "rule.EDI13":
    "Paketin və ya mesajın başlığında mütləq göstərilməli olan nəsə yoxdur: göndərən, qəbul edən və ya istinad.",
  "rule.EDI21":
    "UNB-də elan edilmiş dəstə aid olmayan simvollar var. Böyük hərflər göndərin və ya daha geniş dəst elan edin.",
  "rule.EDI24": "UNB-dəki hazırlanma tarixi və vaxtı düzgün tarix və vaxt deyil.",
  "rule.DATE_FUTURE":
    "Paketin hazırlanma vaxtı alındığı vaxtdan sonradır: saat səhvdir, yoxsa UTC əvəzinə yerli vaxt verilib?",
  "rule.DATE_OLD": "Paket razılaşdırılmış müddətdən əvvəl hazırlanıb.",
  "rule.EDI7": "Paket bu quruma deyil, başqasına ünvanlanıb.",
  "rule.EDI25": "Paket sınaq kimi qeyd edilib (UNB 0035). Məlumat həqiqidirsə, onu bu qeyd olmadan göndərin.",
  "rule.EDI26": "Mesaj istinadı bir paketdə iki dəfə işlədilib. UNH 0062 paket daxilində təkrarlanmamalıdır.",
  "rule.EDI28": "Yekun seqmentdəki istinad başlıqdakından fərqlidir. Hər ikisi eyni olmalıdır.",
  "rule.EDI29":
    "Yekun seqmentdə göstərilən say əslində olandan fərqlidir. Son dəyişiklikdən sonra yenidən sayın.",
  "rule.EDI32": "Paket, qrup və ya mesaj boşdur.",
  "rule.EDI33": "Heç bir mesaja aid olmayan baytlar var; onlar oxunmayıb.",
  "rule.EDI46":
    "UNB-də elan edilmiş simvol dəsti dəstəklənmir: məzmun UTF-8 və ya Windows-1252 kimi oxunub. UNOA–UNOL və ya UNOW–UNOY elan edin.",
  "rule.EDI47": "Mesajın başlığı paketin başlığına uyğun gəlmir: UNB ilə UNH, UIB ilə isə UIH işlədin.",
  "rule.TRAILER_MISSING":
    "Yekun seqment yoxdur: başlıq bağlanmayıb. Sonu yolda itmiş ola bilər; gələn hissə oxunub.",
  "rule.KIND_DAMAGED": "UNH mövcud olmayan mesaj növünü göstərir: ona ən yaxın növ kimi oxunub.",
  "rule.HEADER_MISSING": "Yekun seqment açılmamış bloku bağlayır: başlıq yoxdur.",
  "rule.TERMINATOR_LOST":
    "Seqmentlərin sonlandırıcısı yoxdur: hər biri növbəti koddan əvvəlki sətir sonunda və ya məlumatın sonunda bitmiş sayılıb.",
  "rule.SEGMENT_TOO_LONG": "Seqmentlər oxunan həddən uzundur: artıq hissə oxunmayıb.",
  "rule.SEGMENT_EMPTY": "Sonlandırıcılar arada seqment olmadan ardıcıl gəlir.",
  "rule.TRANSPORT_TEXT": "Paketin ətrafında nəqliyyat mətni var; nəzərə alınmayıb.",
  "rule.CONTENT_DECODED":
    "Məzmun poçt və ya XML ilə ötürülərkən zədələnib və ya kodlaşdırılıb; bir dəfə dekodlaşdırılıb.",
  "rule.APPLICATION_REFERENCE_SHIFTED":
    "UNB-də tətbiqin istinadı (0026) qəbul edənin şifrəsinin (S005) yerində durur. Bir ayırıcı çatışmır.",
  "rule.SYNTAX_VERSION":
    "UNB sintaksisin məlum olmayan versiyasını elan edir; 1-dən 4-dək versiyalar məlumdur.",
  "rule.VERSION_DIFFERS":
    "Qrupun və mesajın başlıqlarında müxtəlif versiyalar göstərilib: mesajın başlığı əsas götürülüb.",
  "rule.VERSION_UNKNOWN":
    "Kataloqun buraxılışı məlum deyil; mesaj ən yaxın məlum buraxılışın qaydaları ilə oxunub.",
  "rule.KIND_UNKNOWN":
    "Bu növdən olan mesajlar burada oxunmur. Məlum olanlar: PAXLST, CUSRES, PNRGOV, ACKRES, GOVREQ, CONTRL.",
  "rule.CONTENT_UNKNOWN": "Mesaj tapılmadı: göndəriləndə nə UNA, nə UNB, nə də UNH var.",
  "rule.MESSAGE_TOO_LONG":
    "Mesaj oxunan həddən uzundur: artıq hissə oxunmayıb. Onu hissələrə bölün (UNH S010).",
  "rule.PACKED_TOO_LARGE":
    "Sıxılmış məzmun (gzip) açılanda həddən böyükdür: artıq hissə oxunmayıb. Onu bir neçə göndərişlə ötürün.",
  "rule.MESSAGES_TOO_MANY":
    "Bir göndərişdə qəbul ediləndən çox mesaj gəlib: heç biri qəbul edilməyib. Onları bir neçə göndərişlə ötürün.",
  "rule.FINDINGS_OMITTED": "Mesajda göstəriləndən çox nöqsan var.",
  "rule.EDI12": "Elementdəki kod onun siyahısında yoxdur.",
  "rule.EDI15": "Seqment mesajın bu yerində ola bilməz.",
  "rule.EDI16": "Seqmentdə və ya elementdə kataloqda nəzərdə tutulandan çox hissə var.",
  "rule.EDI35": "Seqment qrammatikada nəzərdə tutulandan çox təkrarlanır.",
  "rule.EDI36": "Qrup qrammatikada nəzərdə tutulandan çox təkrarlanır.",
  "rule.EDI37": "Elementdə onun formasına uyğun olmayan növdə simvollar var.",
  "rule.EDI39": "Element formasında nəzərdə tutulandan uzundur.",
  "rule.EDI40": "Element formasında nəzərdə tutulandan qısadır.",
  "rule.SEGMENT_ORDER": "Seqment qrammatikada nəzərdə tutulandan gec gəlir. Buna baxmayaraq oxunub.",
  "rule.PX01":
    "BGM siyahının məlum növünü göstərmir; məlum olanlar: 745 – sərnişinlər, 250 – ekipaj, 266 – reysin vəziyyəti, 336 – ekipajın ümumi siyahısı, 655 – çıxış talonu.",
  "rule.PX04":
    "Reysin vaxtı düzgün tarix və vaxt deyil. Hava limanının yerli vaxtını YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "rule.FLIGHT_TIMES": "Gəliş vaxtı hava limanlarının saat qurşaqlarına görə çətin ki, düzgün olsun.",
  "rule.PX09": "Doğum tarixi (DTM 329) yoxdur və ya düzgün ola bilməz.",
  "rule.PX10": "Cins (ATT 2) yoxdur və ya məlum deyil; M, F, X və U məlumdur.",
  "rule.PX12": "Sənədin nömrəsi çətin ki, sənədin özündə belə yazılsın.",
  "rule.PX13":
    "Dövlət (vətəndaşlıq, sənədi verən dövlət) göstərilməyib və ya məlum deyil. ICAO Doc 9303-3-ün 5-ci bölməsindəki kodu göndərin, məsələn, GBR.",
  "rule.PX14": "Sənədin etibarlılıq müddəti yola düşmədən əvvəl bitib.",
  "rule.PX16": "Eyni sənəd doğum tarixləri fərqli olan iki şəxs üçün göstərilib.",
  "rule.PX17": "İki şəxsin sərnişin istinadı (RFF ABO) eynidir; o, reys üzrə təkrarlanmamalıdır.",
  "rule.PX21":
    "Sərnişinin səyahəti üzrə yer (başlanğıc, son məntəqə, rəsmiləşdirmə yeri) göstərilməyib və ya düzgün ola bilməz.",
  "rule.PX22": "Siyahıda həm sərnişinlər, həm də ekipaj var: onları iki ayrı siyahı kimi göndərin.",
  "rule.PX25": "Şəxs eyni məlumatlarla iki dəfə göstərilib.",
  "rule.PX26": "Siyahıda istənilən reysin daşıdığından (900) çox şəxs var.",
  "rule.PX27":
    "Siyahıdakı bütün şəxslər üçün fərdi olmalı məlumat eyni göstərilib: bu, doldurucu məlumata bənzəyir.",
  "rule.VISA_EXPIRED": "Vizanın etibarlılıq müddəti yola düşmədən əvvəl bitib.",
  "rule.PERSON_REPEATED":
    "Şəxs müxtəlif sənədlərlə iki dəfə göstərilib: bir şəxsin bütün sənədlərini bir NAD altında göndərin.",
  "rule.QUALIFIER_UNKNOWN":
    "Seqmentin təsnifatı sərnişin siyahısında saxlanılan heç bir məlumat vermir: oxunmayıb. Onu göndərməyin və ya təlimatdakı təsnifatı göndərin.",
  "rule.PX20":
    "Sənədin nömrəsi maşınla oxunan zonadan uyğun gəlməyən yoxlama rəqəmi ilə köçürülüb: sənədi yenidən oxuyun.",
  "rule.CARRIER_MISMATCH":
    "Reys həmin seqmentdə göstərilən daşıyıcının kodu ilə başlamır (TDT.2.1, TDT.5.1).",
  "rule.FLIGHT_DESIGNATOR":
    "Reysin yazılışı daşıyıcı kodundan, bir-dörd rəqəmdən və ola bilsin bir hərfdən ibarət deyil: göndərildiyi kimi saxlanılıb.",
  "rule.LOC_UNKNOWN": "Reysin hava limanı (LOC) məlum deyil.",
  "rule.LOC_UNPAIRED":
    "Hava limanının (LOC) qarşılığı yoxdur: hər mərhələnin gediş və gəliş hava limanı olmalıdır.",
  "rule.LOC_COUNTRY": "Ölkə göstərməli olan LOC seqmentində ölkə kodu yoxdur.",
  "rule.DTM_SHIFTED":
    "Tarix və vaxt iki komponentdə verilib: onları birlikdə, YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "rule.DTM_INVALID": "DTM seqmentindəki qiymət tarix deyil.",
  "rule.ROLE_UNKNOWN": "NAD burada məlum olan şəxs növünü göstərmir: başqa növ qəbul edilib.",
  "rule.SEGMENT_UNEXPECTED": "PAXLST tərkibinə aid olmayan seqmentlər var; onlar oxunmayıb.",
  "rule.SEGMENT_OUT_OF_PLACE": "Seqment aid ola biləcəyi şəxs və ya sənəd olmayan yerdə durur: oxunmayıb.",
  "rule.LIMIT_REACHED": "Nəsə saxlanılan həddən çox təkrarlanır: həddən sonrakılar saxlanılmayıb.",
  "rule.COUNTRY_ALPHA2": "Ölkə iki hərflə göndərilib. Üç hərf göndərin.",
  "rule.CODE_SMALL": "Kod kiçik hərflərlə göndərilib. Kodlar böyük hərflərlə yazılır.",
  "rule.NAME_MISPLACED":
    "Ad NAD seqmentinin dördüncü elementində deyil, başqasında durur: buna baxmayaraq oxunub. Ayırıcı çatışmır və ya artıqdır.",
  "rule.DTM_FORMAT": "Tarix göstərilən formatda deyil. YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "rule.BAG_RUN": "Baqaj birkalarının ardıcıllığı düzgün ola bilməz: onların yalnız birinciləri qeyd edilib.",
  "rule.MEASURE_INVALID": "MEA seqmentindəki qiymət nə baqajın sayı, nə də çəkisidir.",
  "rule.MEASURE_SHIFTED": "MEA seqmentində qiymət ölçü vahidinin yerində durur: buna baxmayaraq oxunub.",
  "rule.COUNT_INVALID": "CNT seqmentindəki qiymət ədəd deyil.",
  "rule.PN01": "MSG göndərişdə ola bilməyən funksiyanı göstərir: 22 (tam) və ya 141 (yenilənmə) olmalıdır.",
  "rule.PN02": "Göndərişin reysi tam göstərilməyib: birinci SRC-dən əvvəlki TVL (XML-də FlightLeg).",
  "rule.PN04": "EQN (XML-də NumberOfPnrs) mesajda olandan başqa sayda PNR elan edir.",
  "rule.PN07": "Sərnişin istinadı PNR-da heç kimə və ya birdən çox şəxsə aiddir.",
  "rule.PN09": "Bronun tarixi və ya vaxtı tarix deyil və ya düzgün ola bilməz.",
  "rule.PN10": "Seqmentin statusu məlum statuslar siyahısında yoxdur.",
  "rule.PN11": "Sənəd məlumatı olan SSR tam oxuna bilmir.",
  "rule.PN13": "Məbləğ, valyuta və ya ədəd düzgün deyil.",
  "rule.PN20": "Seqment PNRGOV tərkibinə aid deyil və ya PNR-dan kənardadır; oxunmayıb.",
  "rule.ORDER": "Seqment PNR-da öz yerində deyil; buna baxmayaraq oxunub.",
  "rule.DOCS_CODE": "Xidmətdə yalnız SSR DOCS-da olan məlumat var, kodu isə zədələnib: DOCS kimi oxunub.",
  "rule.DOCS_UNMATCHED":
    "Sənəd məlumatı olan SSR heç bir TIF-də göstərilməyən şəxsin adını çəkir; həmin şəxs sərnişinlərə əlavə edilib.",
  "rule.SEGMENTS_JOINED":
    "Sonlandırıcı yoxdur və ya onun yerində başqa simvol durur, ona görə iki seqment birləşib; onlar iki seqment kimi oxunub.",
  "rule.XML03":
    "Sənəd düzgün qurulmayıb: mesaj qəbul edilmədi. Səhvdən əvvəl və sonra oxuna bilən hissə oxundu.",
  "rule.XML04":
    "Sənəd göndəriş üçün lazım olandan böyükdür: iç-içəlik, atributlar və ya bir PNR-dakı elementlər. Sənəd qəbul edilmədi.",
  "rule.XML05": "Sənəd oxunan həddən uzundur: artıq hissə oxunmadı. Göndərişi bölün.",
  "rule.XML06":
    "Mətn sənədin elan etdiyi kodlaşdırmada deyil. İstifadə olunan kodlaşdırmanı elan edin, yaxşısı UTF-8.",
  "rule.XML07": "Entity təyin edilməyib: yazıldığı kimi qalır.",
  "rule.XML08": "Kök element IATA_PNRGOV_NotifRQ deyil: içindəki PNR-lar yenə də oxundu.",
  "rule.XML10": "Göndərişə aid olmayan elementlər var: oxunmadı, içindəkilər silindi.",
  "rule.XML11": "Sənəddə nə PNR, nə də FlightLeg var.",
  "rule.XML12":
    "Sənəddən sonra XML olmayan baytlar gəlir: göndərilənlərdən heç nə qəbul edilmədi. Mesajları yalnız bir sintaksisdə göndərin.",
  "rule.XML13": "Göstərilən sərnişin sayı PNR-dakı adların sayından fərqlidir.",
  "rule.MF01": "Siyahının qəbulu üçün lazım olan sütun yoxdur. Şablondan istifadə edin.",
  "rule.MF02": "Sütun tanınmır: oxunmadı, içindəkilər silindi.",
  "rule.MF03": "Sütun cədvəldə iki dəfə var: birincisi oxundu.",
  "rule.MF04": "Cədvəldə oxunan həddən çox sətir var: artığı oxunmadı. Cədvəli bölün.",
  "rule.MF05": "Fayl oxunan həddən uzundur: artıq hissə oxunmadı. Faylı bölün.",
  "rule.MF07":
    "Sətirdəki qiymətlərin sayı başlıqdakından fərqlidir: ayırıcı çatışmır və ya qiymət dırnaqsız yazılıb?",
  "rule.MF08": "Faylın sətirləri müxtəlif səfərlər haqqındadır. Hər səfər üçün ayrıca fayl göndərin.",
  "rule.MF09": "Səfəri müəyyən edən məlumat göstərilməyib: siyahı qəbul edilə bilməz.",
  "rule.MF10":
    "Yer məlum deyil. IATA və ya ICAO kodu, UN/LOCODE (AZBAK) və ya mötərizədə dövləti ilə ad verin: Astara (IR).",
  "rule.MF11": "Tarix İİİİ-AA-GG (vaxt üçün SS:DD ilə) şəklində deyil.",
  "rule.MF12": "Sütundakı söz onun siyahısında yoxdur.",
  "rule.MF14": "Dövlət məlum deyil. ICAO Doc 9303-3 5-ci bölməsinin kodunu göndərin, məsələn AZE.",
  "rule.MF16": "Xana düstur saxlayır: götürülmədi. Qiymətin özünü yazın.",
  "rule.MF19":
    "İş kitabının içindəkilər açıldıqda həddən böyükdür və ya hissələri həddən çoxdur: bütövlükdə qəbul edilmədi.",
  "rule.MF22": "İki şəxsin nömrəsi eynidir: hər ikisi saxlanıldı.",
  "rule.MF23": "Doğum tarixi yoxdur və ya düzgün ola bilməz.",
  "rule.MF24": "Sənədin nömrəsi çətin ki, sənədin özündə belə yazılsın.",
  "rule.MF26": "Qiymət sütunun həddindən uzundur: artığı saxlanılmadı.",
  "rule.PN18":
    "Hər hansı məlumat saxlanılmazdan əvvəl həssas məzmun silinib. Yemək, tibbi və yardım sorğularını, habelə din, sağlamlıq və ya mənşə barədə qeydləri göndərməyin.",
  "rule.CARD_MASKED":
    "Ödəniş kartlarının nömrələrində yalnız ilk altı və son dörd rəqəm saxlanılıb, qalanı silinib.",
  "rule.NOT_ADMITTED":
    "I Əlavədəki 19 elementdən kənar məlumat silinib (ümumi qeydlər, siyahıda olmayan xidmətlər, naməlum seqmentlər).",
  "rule.CR01":
    "BGM cavabın məlum növünü göstərmir; məlum olanlar: 962 – cavab, 132 – sorğusuz göndərilən, 312 – alınma təsdiqi, 961 və 963.",
  "rule.CR02":
    "Nəticə qruplarında nə RFF+AVF, nə də RFF+ABO var: onları sərnişinlə uzlaşdırmaq mümkün deyil.",
  "rule.CR03": "Seqment heç bir nəticə qrupuna (ERP) aid deyil və oxunmayıb.",
  "rule.CR04": "Sərnişinlər barədə cavaba aid olmayan seqmentlər var; onlar oxunmayıb.",
  "rule.CR06":
    "DTM seqmentindəki qiymət tarix və vaxt deyil. Hava limanının yerli vaxtını YYMMDDHHMM şəklində, 201 formatı ilə göndərin.",
  "rule.DOCUMENT_NOT_AGREED": "Şəxsin sənədi (DOC) qəbul edilən növlərdən deyil.",
  "rule.LIST_NOT_AGREED": "Bu növdən olan siyahılar (BGM) razılaşdırılmayıb.",
  "rule.STATE_UNTOUCHED":
    "Reysin heç bir mərhələsi bu qurumun dövlətində başlamır və bitmir: siyahı başqa dövlət üçündür.",
  "rule.PX18":
    "Şəxsin istinadı (RFF AVF, RFF ABO) yoxdur: cavabda söhbətin kimdən getdiyini göstərmək mümkün deyil.",
  "rule.PX19":
    "Dəyişiklik və ya ləğv reysin heç bir siyahısında olmayan şəxsin adını çəkir: yeni məlumat kimi qəbul edilib.",
  "rule.PX23": "CNT-də elan edilən şəxslərin sayı siyahının hissələrində birlikdə olandan fərqlidir.",
  "rule.PX24": "Siyahı razılaşdırılmış vaxtdan kənarda gəlib.",
  "rule.PN03":
    "Göndərişin reysi bu qurumun dövlətində nə başlayır, nə də bitir: göndəriş başqa dövlət üçündür.",
  "rule.PN19": "Göndəriş razılaşdırılmış vaxtlardan heç birində gəlməyib.",
  "rule.API_TOO_EARLY":
    "Sərnişinlərin məlumatları göndərilə biləcəyi vaxtdan əvvəl gəlib: onlardan heç nə saxlanılmayıb.",
  "rule.API_DIFFERS":
    "Bronda sərnişin haqqında göstərilən həmin reysin sərnişin siyahısında göstəriləndən fərqlənir.",
  "rule.SERIES_INCOMPLETE":
    "Silsilənin hissələri çatışmır. Onları eyni istinadla (UNH 0068) yenidən göndərin.",
  "rule.AK01": "MSG alınma təsdiqində ola bilməyən funksiyanı göstərir: 23 olmalıdır.",
  "rule.AK02": "MSG məlum nəticə göstərmir; məlum olanlar: 3 – tam emal edilib, 7 – rədd edilib.",
  "rule.IN01":
    "UNB-də göstərilən göndərən bu qoşulma üçün qeydiyyatda deyil. Qeydiyyatda olan kimliklə göndərin və ya daşıyıcılarla iş üzrə əməkdaşdan onu qeydiyyata almasını xahiş edin.",
  "rule.IN02":
    "Reys qoşulmanın adından göndərə bilməyəcəyi daşıyıcınındır. Onun reyslərini siz yerinə yetirirsinizsə, daşıyıcılarla iş üzrə əməkdaşdan tərəfdaşı əlavə etməsini xahiş edin.",
  "rule.IN03":
    "Bu ünvanın qəbul etmədiyi növdən mesaj göndərilib. O, sərnişin siyahılarını (PAXLST), bronları (PNRGOV) və mesajlarımıza cavabları (BGM 312 ilə CUSRES, ACKRES, CONTRL) qəbul edir.",
  "rule.IN04":
    "Reysi müəyyən etmək mümkün deyil: onu göstərən məlumat yoxdur və ya oxunmur. Mesajı onunla birlikdə yenidən göndərin.",
  "rule.IN05": "Fayl qəbul ediləndən böyükdür: onu hissələrə bölüb göndərin.",
  "rule.IN06":
    "Mesajda istənilən reysin və ya gəminin daşıya biləcəyindən çox sərnişin və bron göstərilib. Yalnız bir reysə aid olanlarla yenidən göndərin.",
  "rule.IN08":
    "Sərnişin üzrə razılaşmanın tələb etdiyi məlumat yoxdur. Siyahını onunla birlikdə yenidən göndərin.",
  "rule.IN09":
    "Sorğuda razılaşdırılandan çox sərnişin var. Hamısı qəbul edilib: bir dəfəyə daha az göndərin.",
  "rule.IN10": "Daha bir neçə sərnişin üzrə razılaşmanın tələb etdiyi məlumat yoxdur.",
  "rule.PX05":
    "Reys cədvəldə yoxdur. Mesaj qəbul edilib; reys nömrəsini və tarixi yoxlayın və ya cədvəli yenidən göndərin.",
  "rule.IN11":
    "İstinad əvvəl başqa məzmunla gəlib. Hər ikisi qəbul edildi; hər sorğuya öz istinadını verin və ya düzəliş nömrəsini artırın.",
  "rule.IN12":
    "Cavab bizim heç bir mesajımızı göstərmir. Cavab verdiyiniz mesajın istinadını təkrarlayın: CUSRES-də RFF+TN, CONTRL-da UCI, ACKRES-də giriş istinadı.",
  "rule.IN13":
    "Təyyarədə əvvəl heç bir siyahıda olmayan sərnişinlər var. Minikdən əvvəl hər sərnişin üzrə sorğu göndərin.",
  "rule.IN14":
    "Təyyarədə verilmiş göstərişə zidd olaraq sərnişinlər var. Sərhəd xidməti sizinlə əlaqə saxlayacaq.",
  "rule.IN15":
    "Bronlar əvvəl gələndən köhnədir (DAT 700): sonrakı vəziyyət saxlanıldı. Göndərişləri dəyişikliklərin ardıcıllığı ilə göndərin.",
  "rule.IN16":
    "Teleqram bir neçə teleqrama bölünmüş mesajın hissəsidir. Qalan hissələr gələnədək saxlanılır; mesajın öz qəbzi olacaq.",
  "rule.IN17":
    "Mesaj bir neçə teleqrama bölünmüş halda gəlib və bir yerə yığılıb; mövqelər bütöv mətndə sayılır.",
  "rule.IN18":
    "Mesaj bir neçə teleqrama bölünüb və bəzi hissələr vaxtında gəlməyib. Gələnlər mümkün qədər oxunub. Çatışmayan hissəni bir saat ərzində, yaxud bütün mesajı yenidən göndərin.",
  "rule.IN19":
    "Bronda göstərilən sərnişinlərdən çox şəxs var: kimin nəzərdə tutulduğu bilinmir, buna görə heç kim reysdən çıxarılmayıb. Onların adlarını və ya sərnişin istinadını (RFF ABO) göndərin.",
  "rule.IN21":
    "Təsdiqdə bizim mesajımızdakından başqa kod təkrarlanır: bu heç nəyi təsdiq etmir. Təsdiq etdiyiniz mesajın ERC kodunu təkrarlayın və ya heç birini göstərməyin.",
  "rule.IN22":
    "Məlumatları dəyişən reysin hansı olduğu bilinmir, buna görə heç kim köçürülməyib. Siyahının RFF+TN istinadını təkrarlayın və ya onun sərnişinlərini ləğv edib (745+XR) yeni reyslə göndərin.",
};
