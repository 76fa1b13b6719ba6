// Names as travel documents print them: A-Z, blank and hyphen, by the practice of the issuing State.

/** Which State's spelling practice applies. `latin` is plain folding of diacritics. */
export type Practice = "azerbaijani" | "turkish" | "german" | "russian" | "ukrainian" | "latin";

const tableOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split("=") as [string, string]),
  );

// Azerbaijani passports: ə as A, c as J, q as G, x as KH (screening.md §3.1, "national passports, usual").
const azerbaijani = tableOf("Ə=A C=J Ç=CH Ş=SH X=KH Q=G Ğ=GH Ö=O Ü=U I=I İ=I J=ZH");
const turkish = tableOf("Ç=C Ş=S Ğ=G Ö=O Ü=U İ=I Â=A Î=I Û=U");
const german = tableOf("Ä=AE Ö=OE Ü=UE ß=SS ẞ=SS");
// ICAO Doc 9303-3 section 6, Cyrillic as Russian passports have used it since 2013.
const russian =
  tableOf(`А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH
  Ц=TS Ч=CH Ш=SH Щ=SHCH Ъ=IE Ы=Y Ь= Э=E Ю=IU Я=IA`);
const ukrainian =
  tableOf(`А=A Б=B В=V Г=H Ґ=G Д=D Е=E Є=IE Ж=ZH З=Z И=Y І=I Ї=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T
  У=U Ф=F Х=KH Ц=TS Ч=CH Ш=SH Щ=SHCH Ь= Ю=IU Я=IA`);
const ukrainianInitials = tableOf("Є=YE Ї=YI Й=Y Ю=YU Я=YA");
const otherLatin = tableOf("Ł=L Ø=OE Æ=AE Œ=OE Đ=D Ð=D Þ=TH ı=I Ə=A ß=SS");

function tableFor(practice: Practice): ReadonlyMap<string, string> {
  if (practice === "azerbaijani") return azerbaijani;
  if (practice === "turkish") return turkish;
  if (practice === "german") return german;
  if (practice === "russian") return russian;
  if (practice === "ukrainian") return ukrainian;
  return otherLatin;
}

/** Upper case by the rules of the language: only Azerbaijani and Turkish keep the two letters I apart. */
function upper(text: string, practice: Practice): string {
  return practice === "azerbaijani" || practice === "turkish"
    ? text.replaceAll("i", "İ").toUpperCase()
    : text.toUpperCase();
}

/** Forms already made: the names of the tables come again and again. */
const made = new Map<string, string>();
const MADE_MAX = 50_000;

/** A name in the form a travel document's machine readable zone would have it, with `-` kept. Never other characters. */
export function travelForm(name: string, practice: Practice): string {
  const key = `${practice}/${name}`;
  let form = made.get(key);
  if (form === undefined) {
    form = makeTravelForm(name, practice);
    if (made.size < MADE_MAX) made.set(key, form);
  }
  return form;
}

function makeTravelForm(name: string, practice: Practice): string {
  const table = tableFor(practice);
  let text = "";
  let start = true;
  for (const letter of upper(name.normalize("NFC"), practice)) {
    const initial = start && practice === "ukrainian" ? ukrainianInitials.get(letter) : undefined;
    text += initial ?? table.get(letter) ?? otherLatin.get(letter) ?? letter;
    start = letter === " " || letter === "-";
  }
  return text
    .normalize("NFD")
    .replaceAll(/[^A-Z -]/g, "")
    .replaceAll(/ +/g, " ")
    .trim();
}

// Correspondences of 1993 between the Cyrillic of 1958-1991 and today's Latin (screening.md §3.1).
const azerbaijaniCyrillic =
  tableOf(`A=А B=Б C=Ҹ Ç=Ч D=Д E=Е Ə=Ә F=Ф G=Ҝ Ğ=Ғ H=Һ X=Х I=Ы İ=И J=Ж K=К Q=Г L=Л M=М N=Н O=О Ö=Ө
  P=П R=Р S=С Ş=Ш T=Т U=У Ü=Ү V=В Y=Ј Z=З`);

/** An Azerbaijani Latin name in the Azerbaijani Cyrillic alphabet of 1958-1991, capitalised word by word. */
export function azerbaijaniInCyrillic(name: string): string {
  return name
    .split(" ")
    .map((word) => {
      const letters = Array.from(
        upper(word, "azerbaijani"),
        (letter) => azerbaijaniCyrillic.get(letter) ?? letter,
      );
      return (letters[0] ?? "") + letters.slice(1).join("").toLowerCase();
    })
    .join(" ");
}
