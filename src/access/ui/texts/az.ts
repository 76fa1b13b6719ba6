// Azerbaijani texts of sign-in and of who is signed in.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const az: Complete<typeof en> = {
  "signIn.title": "Sistemə giriş",
  "signIn.name": "İstifadəçi adı",
  "signIn.password": "Şifrə",
  "signIn.submit": "Daxil ol",
  "signIn.again": "Sessiyanız başa çatıb. Qaldığınız yerdən davam etmək üçün yenidən daxil olun.",
  "signIn.wrong":
    "İstifadəçi adı və şifrə uyğun gəlmir. Hər ikisini yoxlayın; şifrədə böyük və kiçik hərflər fərqləndirilir.",
  "signIn.empty.name": "İstifadəçi adını yazın",
  "signIn.empty.password": "Şifrəni yazın",
  "signIn.problem": "Daxil olmaq mümkün olmadı",
  "signIn.claim": "Sərnişin Məlumatları Bölməsi",
  "signIn.demo.title": "Nümayiş hesabları",
  "signIn.demo.text": "Daxil olmaq üçün birini seçin. Bu hesablar yalnız nümayiş rejimində mövcuddur.",
  "signIn.version": "Versiya {{version}}",
  "signIn.law": "Şəxsi məlumatlara hər baxış məqsədi ilə birlikdə jurnala yazılır.",
  "role.watch-officer": "Növbətçi əməkdaş",
  "role.analyst": "Analitik",
  "role.supervisor": "Növbə rəisi",
  "role.watchlist-manager": "İzləmə siyahılarının inzibatçısı",
  "role.carrier-desk": "Daşıyıcılarla iş üzrə əməkdaş",
  "role.rules-manager": "Qaydalar üzrə məsul",
  "role.legal-adviser": "Hüquq məsləhətçisi",
  "role.data-protection-officer": "Məlumatların mühafizəsi üzrə məsul şəxs",
  "role.administrator": "İnzibatçı",
  "password.change": "Şifrəni dəyiş",
  "password.needed": "Öz şifrənizi seçin",
  "password.needed.text":
    "Sizə verilmiş şifrə birdəfəlikdir. Yalnız sizə məlum olan şifrə seçin; bundan sonra bütün bölmələr açılacaq.",
  "password.current": "Cari şifrə",
  "password.next": "Yeni şifrə",
  "password.next.hint": "Ən azı 12 simvol. Bir neçə sözdən ibarət şifrə etibarlıdır.",
  "password.submit": "Şifrəni dəyiş",
  "password.changed": "Şifrə dəyişdirildi. Digər sessiyalarınız bağlandı.",
  "password.lacking.current": "Cari şifrəni yazın",
  "password.lacking.next": "Ən azı 12 simvoldan ibarət yeni şifrə yazın",
  "problem.password-wrong": "Cari şifrə yanlışdır.",
  "problem.password-weak":
    "Bu şifrəni tapmaq asandır: ən azı 12 simvol və daha çox fərqli simvol işlədin, istifadəçi adınızı yazmayın.",
  "problem.sign-in-slowed": "Cəhdlərin sayı həddi aşıb. Bir neçə dəqiqə gözləyin, sonra yenidən cəhd edin.",
};
