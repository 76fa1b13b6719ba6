// Words in names that are not names: titles, honorifics, particles, fillers, patronymic markers (screening.md N3-N9).

/** Courtesy titles and passenger types: no token when another word of the part remains. */
export const TITLES: ReadonlySet<string> = new Set(
  (
    "MR MRS MS MISS MSTR MISTER DR PROF CHD INF SIR MME MLLE DON DONA HERR FRAU CHILD INFANT ADT " +
    "MADAME MONSIEUR SENOR SENORA SENHOR SENHORA SIGNOR SIGNORA BAYAN JR SR II III السید السیده د"
  ).split(" "),
);

/** Ranks and honorifics: kept, but nearly weightless beside other words. */
export const HONORIFICS: ReadonlySet<string> = new Set(
  (
    "HAJI HAJJI HADJI HAJ HAJJ ALHAJ ALHAJJ ALHAJI HACI GADZHI MULLAH MULLA MAULLAH MOLLA SHEIKH SHAYKH SHAIKH SHEKH CHEIKH " +
    "SHAIK SEYED SAYYID SAYED SAYID SEYYED SEYIT SYED SAIYID MAULAVI MAWLAWI MAWLAVI MOLVI MOULAVI MAULANA MAWLANA MOULANA " +
    "QARI HAFIZ USTAD USTAZ AYATOLLAH HOJATOLESLAM DOCTOR ENGINEER GENERAL COLONEL MAJOR CAPTAIN BRIGADIER LIEUTENANT " +
    "MARSHAL ADMIRAL SERGEANT COMMANDER COMMANDANT PRESIDENT PRINCE EMIR AMEER REV FATHER PADRE PROFESSOR BEY BEG AGHA AGA PASHA EFFENDI " +
    "سید سيد سیده شیخ شيخ ملا مولوی مولوي حاج حاجی حاجي الحاج قاری قاري ایت الله"
  ).split(" "),
);

/** Articles and prepositions between names: no evidence of their own. */
export const PARTICLES: ReadonlySet<string> = new Set(
  (
    "AL EL UL UD UR AS ASH AN AR AD AZ AT BIN BEN IBN BINT BENT BINTI OULD OULED WALAD WULD DE DA DO DOS DAS DEL DI DELLA LA LAS LOS LE " +
    "VAN VON VOM ZU ZUM DER DEN TEN TER DU Y E I IL ES AF AV OF THE " +
    "بن ابن بنت ولد ال بو"
  ).split(" "),
);

/** Articles that may also stand glued to the name after them. */
export const ARTICLES: ReadonlySet<string> = new Set(
  "AL EL UL OL IL ASH ESH AS ES AN EN AR ER AD ED AZ EZ AT ET UD UR US UN UZ".split(" "),
);

/** Kunya and servant-of prefixes that form one name with the next word. */
export const SERVANT =
  /^ABD(?:AL|EL|UL|OL|OUL|UR|AR|ER|ER|US|AS|ES|UN|AN|EN|UZ|AZ|EZ|UD|ED|AD|ASH|USH|ESH|U|O|OU|A|E)?$/;

/** Father of, mother of: with the name after it a kunya, by which a person is called and no document names him. */
export const KUNYA: ReadonlySet<string> = new Set("ABU ABOU ABO EBU UMM OUM UMMU ابو ام".split(" "));
/** What makes a given name with ABU, not a kunya. */
export const NO_KUNYA = /^BA+K[AEI]*R$|^TALIB$|^TALEB$|^ZAR+$/;

export const FILLERS: ReadonlySet<string> = new Set(
  "FNU LNU XXX XXXX XX UNKNOWN NFN NLN NONAME NOFIRSTNAME NOLASTNAME NA NIL NULL".split(" "),
);

/** Son-of and daughter-of markers: they set the role of the word before them. */
export const PATRONYMIC_MARKERS: ReadonlySet<string> = new Set(
  "OGLU OGLI OGLY OGHLU OGHLI OGHLY OGLOU OĞLU OĞLI OGHLOU UGLI ULI ULY UULU QIZI GIZI KIZI KYZY GYZY QYZY GHIZI QIZY GYZI KYZI QYZI ГЫЗЫ КЫЗЫ ГИЗИ КИЗИ ГЫЗИ ОГЛЫ ОГЛУ ОҒЛУ ГЫЗЫ ҚЫЗЫ УУЛУ УЛЫ QIZI QIZIN".split(
    " ",
  ),
);

/** Endings of titles that carriers glue to the given name; longest first. */
export const GLUED_TITLES: readonly string[] = [
  "MISTER",
  "MSTR",
  "MISS",
  "MRS",
  "CHD",
  "INF",
  "MR",
  "MS",
  "DR",
];

/** Slavic patronymics in the spellings of several languages; the group before is the father's name. */
export const PATRONYMIC_LATIN =
  /^(.{2,}?)(?:(?:[YI]?E|Y?O)(?:VICH|VYCH|VITCH|VITSCH|WITSCH|WICZ|VIC|VIČ|VICI|VICZ|VNA|VNE)|ICHNA|INICHNA|OVYTCH|IVNA|YIVNA)$/;
export const PATRONYMIC_CYRILLIC =
  /(?:ОВИЧ|ЕВИЧ|ЁВИЧ|ОВИЧЬ|ОВНА|ЕВНА|ЁВНА|ИЧНА|ИНИЧНА|ОВЫЧ|ІВНА|ЇВНА|ЬИЧ|ЁВНА|АЎНА|ЕЎНА|ОЎНА)$/u;
