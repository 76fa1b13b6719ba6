// Latin spellings turned back into the script of their origin: Georgian, Armenian, Greek.
export type Letters = "georgian" | "armenian" | "greek";

/** Longest spellings first; what is not named is left out. */
const TABLES: Readonly<Record<Letters, string>> = {
  georgian:
    "DZH=ჯ TSH=ჭ SH=შ CH=ჩ KH=ხ GH=ღ ZH=ჟ TS=ც DZ=ძ A=ა B=ბ C=ც D=დ E=ე F=ფ G=გ H=ჰ I=ი J=ჯ K=კ L=ლ M=მ N=ნ O=ო P=პ Q=ყ R=რ S=ს T=თ U=უ V=ვ Z=ზ",
  armenian:
    "YAN=յան KH=խ GH=ղ SH=շ CH=չ TS=ց DZ=ձ ZH=ժ YU=յու U=ու A=ա B=բ D=դ E=ե F=ֆ G=գ H=հ I=ի J=ջ K=կ L=լ M=մ N=ն O=ո P=պ R=ր S=ս T=տ V=վ Y=յ Z=զ",
  greek:
    "OU=ου TH=θ CH=χ PS=ψ EI=ει AI=αι OI=οι NG=γγ A=α B=μπ D=δ E=ε F=φ G=γ I=ι K=κ L=λ M=μ N=ν O=ο P=π R=ρ S=σ T=τ V=β X=ξ Y=υ Z=ζ",
};

/** A Latin spelling in the script, capitalised where the script has capitals. */
export function spelledIn(letters: Letters, text: string): string {
  const table = TABLES[letters].split(" ").map((pair) => pair.split("=") as [string, string]);
  let rest = text.toUpperCase();
  let out = "";
  while (rest !== "") {
    const found = table.find(([latin]) => rest.startsWith(latin));
    out += found?.[1] ?? "";
    rest = rest.slice(found?.[0].length ?? 1);
  }
  if (letters === "greek") out = out.replace(/σ$/u, "ς");
  return letters === "georgian" ? out : out.charAt(0).toUpperCase() + out.slice(1);
}
