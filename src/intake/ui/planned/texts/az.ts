// Azerbaijani texts of planned stops.
import type { Complete } from "#design/ui";
import type { en } from "./en.ts";

export const az: Complete<typeof en> = {
  title: "Planlaşdırılmış dayanmalar",
  none: "Dayanma planlaşdırılmayıb.",
  announce: "Dayanma elan et",
  "announce.submit": "İndi elan et",
  "announce.done": "Elan edildi: daşıyıcılar onu indidən görür",
  "announce.lead":
    "Daşıyıcılar onu dərhal öz səhifəsində və GET /v1/planned-stops ünvanında, növbə isə {{hours}} saat əvvəldən görür. Başqa kanalı olmayan daşıyıcılar bu müddətdə və ondan sonrakı bir saatda vaxtı çatan göndərişlərə görə gecikmiş sayılmır.",
  from: "Başlanır (UTC)",
  until: "Bitir (UTC)",
  "from.missing": "Başlanma vaxtını daxil edin.",
  "until.missing": "Bitmə vaxtını daxil edin.",
  "times.order": "Başlanğıc sondan əvvəl olmalıdır.",
  channels: "Bu müddətdə heç nə qəbul etməyən kanallar",
  "channels.missing": "Ən azı bir kanal seçin.",
  text: "Daşıyıcılar nəyi bilməlidir",
  "text.hint": "Səbəb və bu müddətdə necə göndərmək lazım olduğu. Sərnişin adları yazılmır.",
  "text.missing": "Ən azı üç simvol daxil edin.",
  short: "Başlanğıca {{hours}} saatdan az qalıb: daşıyıcılara zəng də edin.",
  "said.coming": "Planlaşdırılmış dayanma",
  "said.now": "Planlaşdırılmış dayanma davam edir",
  "said.times": "{{from}} – {{until}} UTC",
  by: "elan edən: {{name}},",
  withdraw: "Ləğv et",
  end: "İndi bitir",
  "withdraw.text": "Daşıyıcılar onu daha görmür və vaxtlar yenidən qüvvəyə minir.",
  "end.text": "Dayanma indi bitir. Bu müddətdə vaxtı çatanlar bir saat sonra gecikmiş sayılır.",
  "withdraw.done": "Ləğv edildi",
  "end.done": "Bitirildi",
  leave: "Saxla",
  over: "Keçmiş dayanmalar",
  withdrawn: "ləğv edilib və ya vaxtından əvvəl bitirilib",
  "problem.planned-stop-malformed":
    "Son vaxt indidən sonra olmalı, müddət yeddi gündən uzun olmamalı, başlanğıc 400 gün ərzində olmalıdır.",
  "problem.planned-stop-over": "Bu dayanma bitib və ya əvvəl ləğv edilib.",
  "problem.no-such-planned-stop": "Belə dayanma yoxdur.",
};
