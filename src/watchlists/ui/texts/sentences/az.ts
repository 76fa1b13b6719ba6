// Azerbaijani sentences about list files, their rows and fetches: one for each code, with the values of the English one.

export const az: Readonly<Record<string, string>> = {
  // Why a file cannot be read.
  "say.empty": "Fayl boşdur. Siyahını yenidən yükləyin.",
  "say.file-too-large":
    "Fayl {{limit}} MB-dan böyükdür; heç bir şəxslər siyahısı bu qədər böyük olmur. Yalnız siyahının öz faylını verin.",
  "say.too-many-entries":
    "Faylda {{limit}} qeyddən çox var; heç bir şəxslər siyahısı bu qədər böyük olmur. Yalnız bir siyahının faylını verin.",
  "say.not-utf8":
    "{{line}} sətrindən başlayaraq fayl UTF-8 mətni deyil: köhnə kodlaşdırmadadır (məsələn, Windows-1251 və ya Windows-1254) və ya zədələnib. Siyahını UTF-8 kodlaşdırması ilə yenidən yükləyin və ya faylı UTF-8 kimi saxlayın.",
  "say.utf-16":
    "Fayl UTF-16 mətnidir. Siyahını UTF-8 kodlaşdırması ilə yenidən yükləyin və ya faylı UTF-8 kimi saxlayın.",
  "say.packed":
    "Fayl sıxılıb ({{kind}}) və burada açılmır. Onu açın və siyahının özünü verin; cədvəl proqramından cədvəli UTF-8 kodlaşdırmalı CSV kimi saxlayın.",
  "say.unknown-format":
    "Fayl burada məlum olan siyahı formatlarının heç birində deyil (XML, JSON və ya CSV). Siyahının haqqında səhifə və ya sənədi deyil, öz faylını verin.",
  "say.wrong-root":
    "Fayl kök elementi <{{root}}> olan XML-dir; burada məlum olan siyahı formatlarına uyğun gəlmir. Siyahının öz faylını verin.",
  "say.other-format":
    "Fayl {{found}} formatındadır, siyahı isə başqa formatla ({{format}}) qeydiyyata alınıb. Siyahının öz faylını seçin və ya həmin formatla siyahı qeydiyyata alın.",
  "say.not-well-formed": "Faylın XML quruluşu pozulub (sətir {{line}}). Siyahını yenidən yükləyin.",
  "say.truncated": "Fayl tamamlanmadan bitir (sətir {{line}}). Siyahını yenidən yükləyin.",
  "say.forbidden-construct":
    "Faylda sənəd növünün elanı var (sətir {{line}}); siyahılara bu lazım deyil və kiçik faylı nəhəng edə bilər. Siyahının sahibindən onsuz fayl istəyin.",
  "say.too-deep":
    "Faylın elementləri siyahı üçün həddən artıq dərin yerləşdirilib (sətir {{line}}). Siyahının öz faylını verin.",
  "say.no-entries":
    "Faylda heç bir şəxs yoxdur. Siyahını yenidən yükləyin; boş siyahı heç vaxt qüvvəyə minmir.",
  "say.too-many-bad-rows":
    "{{rows}} sətirdən {{skipped}} sətir yararsızdır, birincisi {{row}} sətridir: fayl yarımçıq boşdur, zədələnib və ya formatı dəyişib. Siyahını yenidən yükləyin; dəyişməsə, sahibindən soruşun.",
  "say.part-missing":
    "{{part}} faylı verilənlər arasında yoxdur: onsuz digər fayllar heç nə bildirmir. Siyahının bütün fayllarını birlikdə verin.",
  "say.parts-apart":
    "{{rows}} sətirdən {{count}} sətir adlar faylında olmayan qeydlərə aiddir: fayl yarımçıqdır və ya fayllar müxtəlif günlərindir. Siyahının eyni günə aid bütün fayllarını birlikdə verin.",
  "say.count-differs":
    "Fayl özündə {{stated}} qeyd olduğunu bildirir, amma {{count}} qeyd var. Siyahını yenidən yükləyin.",
  "say.columns-missing":
    "Faylda {{columns}} sütunu yoxdur. Birinci sətri siyahının sütunları ilə tutuşdurun.",
  "say.mapping-missing":
    "Faylın hansı sütununun nə bildirdiyi göstərilməyib. Siyahının sütunlarını uyğunlaşdırın.",
  // Why a file that was read is refused.
  "say.nothing-read": "Faylda oxuna bilən heç bir qeyd yoxdur. Siyahını yenidən yükləyin.",
  "say.too-many-not-understood":
    "{{rows}} sətirdən {{count}} sətir anlaşılmayıb; bu, {{limit}} həddindən çoxdur: fayl natamamdır və ya formatı dəyişib. Səbəblər hər sətir üzrə göstərilib.",
  "say.too-many-removed":
    "Fayl {{base}} qeyddən {{removed}} qeydi ({{share}}) çıxarardı; bu, siyahı üçün müəyyən edilmiş {{limit}} həddindən çoxdur: fayl natamamdır və ya çox şəxs siyahıdan çıxarılıb. Siyahının sahibi ilə tutuşdurun; düzdürsə, faylı yenidən daxil edin və çıxarılmaları təsdiqləyin.",
  // What is wrong with a row.
  "say.not-json": "Sətir JSON obyekti deyil.",
  "say.no-identifier": "{{field}} yoxdur: qeydi versiyadan versiyaya izləmək mümkün deyil.",
  "say.identifier-repeated":
    "{{value}} identifikatoru təkrarlanır: yalnız həmin identifikatorlu ilk sətir oxunub.",
  "say.smuggled-person":
    "Mənbə kimisə qanunsuz keçirildiyi və ya qanunsuz daxil olduğu üçün göstərir: buna görə heç kim siyahıya salınmır və sətir buraxılır. Siyahının sahibindən keçirənləri soruşun.",
  "say.no-name": "Oxuna bilən ad və axtarılası başqa heç nə yoxdur.",
  "say.name-too-long":
    "Ad {{limit}} hərfdən uzundur və nəzərə alınmayıb: {{value}}… Bu, bir şəxsin adı deyil; siyahının sahibindən soruşun.",
  "say.name-without-letters": "{{value}} adında hərf yoxdur və o, nəzərə alınmayıb.",
  "say.date-not-understood": "{{value}} doğum tarixi anlaşılmayıb və nəzərə alınmayıb.",
  "say.country-not-understood": "{{value}} ölkəsi anlaşılmayıb və nəzərə alınmayıb.",
  "say.document-not-understood": "{{value}} mətnindən sənəd nömrəsini oxumaq mümkün olmayıb.",
  "say.key-not-understood":
    "{{field}} {{value}} müqayisə olunan şəkildə yazılmayıb və nəzərə alınmayıb; kart nömrələri gizlədilmiş yazılır.",
  "say.value-not-understood": "{{field}} – {{value}} anlaşılmayıb və nəzərə alınmayıb.",
  "say.value-too-long": "{{field}} {{limit}} işarədən uzundur və qısaldılıb.",
  "say.row-not-understood": "{{value}} sətri bu siyahıya aid deyil.",
  "say.formula-cell": "{{field}} düstur kimi başlayır və nəzərə alınmayıb: {{value}}.",
  // Why a list could not be fetched: after “the list could not be fetched”.
  "say.address-malformed": "Ünvan düzgün yazılmayıb.",
  "say.address-scheme": "Ünvan nə https, nə də http ilə başlayır.",
  "say.no-folder": "Siyahı faylları üçün qovluq təyin edilməyib.",
  "say.outside-folder": "Fayl siyahı faylları üçün qovluqdan kənardadır.",
  "say.no-such-file": "Belə fayl yoxdur.",
  "say.redirects-nowhere": "Ünvan yanlış ünvana yönləndirir.",
  "say.redirects-elsewhere":
    "Ünvan başqa serverə yönləndirir ({{origin}}): o, siyahının sahibinə məxsusdursa, həmin ünvanı qeydiyyata alın.",
  "say.redirects-too-often": "Ünvan {{limit}} dəfədən çox yönləndirir.",
  "say.server-answers": "Serverin cavabı: {{status}}.",
  "say.answer-empty": "Cavab boşdur.",
  "say.answer-too-large": "Fayl {{limit}} MiB-dan böyükdür.",
  "say.not-in-time": "Fayl {{seconds}} saniyə ərzində gəlmədi.",
  "say.not-reached": "Ünvana qoşulmaq mümkün olmadı ({{problem}}).",
};
