// The conformance cases in Azerbaijani: what each is called, and what to send to it.
export const az: Readonly<Record<string, string>> = {
  "say.101.title": "Bir sərnişin",
  "say.101.send":
    "Pasportu, doğum tarixi, cinsi və vətəndaşlığı göstərilən bir yetkinin sərnişin siyahısı (BGM 745); reys, hava limanları və vaxtlar; CNT 42.",
  "say.102.title": "İki yetkin və bir körpə",
  "say.102.send":
    "İki yetkinin və reysdən əvvəlki iki ildən az müddətdə doğulmuş körpənin sərnişin siyahısı; körpə yetkinin oturacağını bölüşə bilər.",
  "say.103.title": "Dolu reys",
  "say.103.send": "Bir mesajda 100 və ya daha çox sərnişinin siyahısı.",
  "say.104.title": "Ekipaj siyahısı",
  "say.104.send":
    "İki və ya daha çox ekipaj üzvünün (NAD FM) siyahısı (BGM 250), hər birinin vəzifəsi (EMP) ilə.",
  "say.105.title": "Tranzit sərnişin",
  "say.105.send":
    "Səfəri reysdən fərqli hava limanında (LOC 179) bitən bir tranzit sərnişinin (NAD DDU) olduğu siyahı.",
  "say.106.title": "Pasport və viza",
  "say.106.send":
    "Bir şəxsin qrupunda həm pasportu (DOC P), həm də vizası (DOC V) olan bir sərnişinin siyahısı.",
  "say.107.title": "Apostroflu ad",
  "say.107.send":
    "Adında apostrof olan bir sərnişinin siyahısı, məsələn, O'EXAMPLE; apostrof sizin azadetmə simvolunuzla yazılır.",
  "say.108.title": "İki mərhələ",
  "say.108.send":
    "İki və ya daha çox mərhələli reys üçün sərnişin siyahısı, hər mərhələ hava limanları və vaxtları ilə.",
  "say.109.title": "Hissələrə bölünmüş siyahı",
  "say.109.send":
    "Eyni giriş istinadı (UNH 0068) ilə iki və ya daha çox mesajda bir siyahı, 01:C-dən nn:F-dək nömrələnmiş (UNH 0070, 0073), ardıcıl və ya birlikdə göndərilir.",
  "say.110.title": "Öz ayırıcılarınız",
  "say.110.send":
    "UNA ilə + : ' işarələrindən fərqli ayırıcılar işlədən paketdə sərnişin siyahısı (başqalarını heç işlətmirsinizsə, buraxın).",
  "say.201.title": "Bir sərnişin üçün sorğu",
  "say.201.send":
    "Sərnişin istinadı (RFF ABO) və əməliyyat istinadı (RFF TN) olan bir sərnişin üçün icazə sorğusu. Cavab OK olur.",
  "say.202.title": "On nəfərlik qrup üçün sorğu",
  "say.202.send":
    "Hər birinin öz sərnişin istinadı olan beş-on sərnişin üçün icazə sorğusu. Hamısına bir mesajda cavab verilir.",
  "say.203.title": "Mindirməyin",
  "say.203.send":
    "İki sərnişin üçün icazə sorğusu. Birinciyə DO NOT BOARD cavabı verilir: qeydiyyatınızın onu və yalnız onu saxladığına əmin olun.",
  "say.204.title": "Sərnişin məlumatının dəyişməsi",
  "say.204.send":
    "Əvvəlcə 201-ci hal, sonra onun sərnişini eyni sərnişin istinadı ilə sənədin dəyişikliyi (BGM 745 və CP) ilə yenidən.",
  "say.205.title": "Ləğv",
  "say.205.send": "Sərnişini istinadla göstərən icazə sorğusunun ləğvi (BGM 745 və XR).",
  "say.206.title": "Bortdakılarla reysin bağlanması",
  "say.206.send": "Bortda olanları istinadla göstərən reys bağlanması (BGM 266 və CLOB).",
  "say.207.title": "Ləğv edilmiş reys",
  "say.207.send": "Reysin ləğvi (BGM 266 və XF).",
  "say.208.title": "Geri götürülən OK",
  "say.208.send":
    "Əvvəlcə bir sərnişin üçün icazə sorğusu: OK cavabı verilir, cavabdan sonra sorğusuz DO NOT BOARD (BGM 132) gəlir. Sonra onu aldığınızın təsdiqi (CUSRES, BGM 312, eyni RFF TN).",
  "say.301.title": "Bir sifarişin tam göndərişi",
  "say.301.send":
    "Bir PNR-in tam göndərişi (MSG 22): sifarişin nömrəsi və yaradılma tarixi (RCI), bir sərnişin (TIF), reys (TVL), EQN 1.",
  "say.302.title": "Sifarişdə səyahət sənədləri",
  "say.302.send": "Sərnişinin SSR DOCS-u olan göndəriş: sənəd, doğum tarixi, cins.",
  "say.303.title": "Ailə",
  "say.303.send": "İki yetkin, bir uşaq və bir körpədən ibarət bir PNR-in göndərişi, hər biri öz TIF-ində.",
  "say.304.title": "Bilet və ödəniş",
  "say.304.send":
    "Bilet nömrəsi (TKT), məbləğ (MON) və ödəniş forması (FOP) olan göndəriş. Sınaq üçün ayrılmış kart nömrəsindən istifadə edin.",
  "say.305.title": "Qeydiyyat, oturacaq və baqaj",
  "say.305.send": "Bağlanma göndərişi: sərnişinin qeydiyyatı, oturacağı (SSD) və baqajı (TBD).",
  "say.306.title": "Ləğvi bildirən yeniləmə",
  "say.306.send": "Ləğv edilmiş bir PNR-in yeniləmə göndərişi (MSG 141): SRC, RCI və boş ORG, başqa heç nə.",
  "say.307.title": "Hissələrə bölünmüş göndəriş",
  "say.307.send":
    "Eyni giriş istinadı ilə iki və ya daha çox mesajda bir göndəriş, 01:C-dən nn:F-dək nömrələnmiş; EQN bütün hissələrin PNR-lərini sayır.",
  "say.308.title": "Bölünmüş sifariş",
  "say.308.send": "Bölünmüş PNR-in göndərişi: EQN və RCI digərini göstərir.",
  "say.401.title": "Eynisi bir daha",
  "say.401.send":
    "Xətasız istənilən siyahı və ya göndəriş, sonra isə, təsdiq itmiş kimi, tam eyni baytlar bir daha.",
  "say.501.title": "Ən yüksək həcm",
  "say.501.send":
    "Sınağı başlayın, sonra onun istədiyi qədər xətasız və bir-birindən fərqli siyahı və ya göndərişi vaxtında bura göndərin. Hər biri razılaşdırılmış müddətdə cavablandırılmalıdır.",
};
