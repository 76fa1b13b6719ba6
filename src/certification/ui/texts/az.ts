// Azerbaijani texts of the certification.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const az: Complete<typeof en> = {
  "certificates.title": "İmzalı nəticələr",
  "certificates.empty.title": "Hələ sertifikat yoxdur",
  "certificates.empty.text": "Hallar qrupu keçildikdə daşıyıcı onu tələb edir.",
  "runs.title": "Uyğunluq hallarının sınaqları",
  "runs.empty.title": "Hələ sınaq olmayıb",
  "runs.empty.text": "Daşıyıcı onu öz etimadnaməsi ilə başlayır: POST /v1/test/runs.",
  "column.issued": "Verilib",
  "column.started": "Başlanıb",
  "column.groups": "Qruplar",
  "column.signed": "Sertifikat (JWS)",
  "state.passed": "Keçib",
  "state.failed": "Keçməyib",
  "state.waiting": "Gözləyir",
  "group.lists": "siyahılar",
  "group.interactive": "interaktiv",
  "group.bookings": "bronlar",
  "group.delivery": "çatdırılma",
  "certified.for": "Sertifikatlaşdırılıb: {{groups}}.",
  "certified.none": "Uyğunluq hallarının heç bir qrupu sertifikatlaşdırılmayıb.",
  "certified.run":
    "Uyğunluq hallarının son icrası: {{passed}} keçib, {{failed}} keçməyib, {{waiting}} gözləyir.",
  "certified.noRun": "Uyğunluq halları hələ icra edilməyib.",
};
