// Names are never damaged: kept whole, or parted from a title only where it is one, with every letter found again.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { only, paxlst, person, pnrgov, PUSHED, RCI } from "./messages.ts";

/** Names that begin or end as titles, qualifiers, tags or months do, of many languages. */
const HARD =
  "DRAGAN DRAKE DRITA DREW AMR NASR OMR NIMR SAMR QAMR BADR SADR MR MS DR MSIBI MSCISLAW MRINAL MRIDUL SRIVASTAVA SRI SRDJAN SIRAJ SIRI LADY MISSAK MISSY MASTERS MISTRY PROFIRA PROFUMO CHDAN INFANTE INFANTINO ADTMAN UNA UNB UNHO UNTERMANN SRCEK TIFFANY TVLKO NADIA NADEEM LOCKE DOCHERTY DTMSKI MAY JUNE AUGUST APRIL JAN FNU LNU NULL VOID TRUE TEST NONE NAN XXX MRSIC DRSIC ALEXANDR WILLIAMS ADAMS JAMES THOMAS CHIDR IDR IMSR YY O A I WU XI LI NG MC VAN DER EL AL-AMR ABUAMR BINOMR".split(
    " ",
  );

function listed(surname: string, given: string) {
  const [traveller] = only(paxlst({ persons: [person(`NAD+FL+++${surname}:${given}`)] })).passengerList!
    .travellers;
  return [traveller?.surname, traveller?.given];
}
function booked(surname: string, given: string) {
  const [traveller] = only(pnrgov([[RCI, `TIF+${surname}:I+${given}:A:1`, `${PUSHED}:Y`, "RPI+1+HK"]]))
    .bookings![0]!.travellers;
  return traveller!;
}

describe("whole names", () => {
  it.each(HARD)("%s in a passenger list, as surname and as given name", (name) => {
    expect(listed(name, "WREN")).toEqual([name, "WREN"]);
    expect(listed("KESTREL", name)).toEqual(["KESTREL", name]);
    expect(listed(name, name)).toEqual([name, name]);
  });
  it.each(HARD)("%s as surname in a booking", (name) => {
    expect(booked(name, "WREN")).toMatchObject({ surname: name, given: "WREN", title: null });
    expect(booked(name, "WREN MRS")).toMatchObject({ surname: name, given: "WREN", title: "MRS" });
  });
  it.each(HARD.filter((name) => name !== "MR" && name !== "MS"))("%s as given name in a booking", (name) => {
    expect(booked("KESTREL", name)).toMatchObject({ given: name, title: null });
    expect(booked("KESTREL", `${name} MR`)).toMatchObject({ given: name, title: "MR" });
    expect(booked("KESTREL", `WREN ${name}`)).toMatchObject({
      given: name === "DR" ? "WREN" : `WREN ${name}`,
    });
  });
  it("a title and nothing else names no one, and is kept as the title", () => {
    for (const title of ["MR", "MS", "MRS", "MISS", "MSTR"])
      expect(booked("KESTREL", title)).toMatchObject({ given: null, title });
  });
});

describe("any name", () => {
  const TITLES = ["MR", "MRS", "MS", "MISS", "MSTR", "MASTER", "MISTER", "DR", "PROF", "MME", "MLLE"];
  const word = fc.stringMatching(/^[A-Z]{1,10}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));
  /** Words with endings that are titles more often than chance gives. */
  const tricky = fc
    .tuple(
      words,
      fc.constantFrom("", "MR", "MRS", "MS", "MISS", "MSTR", "DR", "SR", "PROF"),
      fc.constantFrom("", " "),
    )
    .map(([name, ending, gap]) => name + gap + ending);

  it("in a passenger list is kept to the letter", () => {
    fc.assert(
      fc.property(tricky, tricky, (surname, given) => {
        expect(listed(surname.trim(), given.trim())).toEqual([surname.trim(), given.trim()]);
      }),
    );
  });
  it("in a booking: whole, or a title split off and every letter found again", () => {
    fc.assert(
      fc.property(tricky, tricky, (surname, sent) => {
        const { given, title, ...traveller } = booked(surname.trim(), sent.trim());
        expect(traveller.surname).toBe(surname.trim());
        const letters = sent.replaceAll(" ", "");
        expect(title === null ? given : title).toSatisfy(
          (kept: string | null) => kept === sent.trim() || TITLES.includes(kept ?? ""),
        );
        expect(
          [`${given ?? ""}${title ?? ""}`, `${title ?? ""}${given ?? ""}`].map((name) =>
            name.replaceAll(" ", ""),
          ),
        ).toContain(letters);
      }),
    );
  });
  it("of any letters, released and wrapped, is the same again", () => {
    const letter = fc.oneof(fc.constantFrom(...Array.from("'+:?*ÄÉƏŞŁЩكא -")), fc.stringMatching(/^[A-Z]$/));
    const name = fc.array(letter, { minLength: 1, maxLength: 30 }).map((letters) => `A${letters.join("")}B`);
    fc.assert(
      fc.property(name, name, fc.integer({ min: 20, max: 80 }), (surname, given, width) => {
        const release = (text: string): string => text.replace(/[?'+:]/g, "?$&");
        const text = paxlst({
          unb: "UNB+UNOW:4+J2+PIU+260301:1305+R1",
          persons: [person(`NAD+FL+++${release(surname)}:${release(given)}`)],
        });
        const bytes = Buffer.from(text, "utf8");
        const lines: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += width)
          lines.push(bytes.subarray(at, at + width), Buffer.from("\r\n"));
        const [traveller] = only(Buffer.concat(lines)).passengerList!.travellers;
        expect([traveller?.surname, traveller?.given]).toEqual([surname, given]);
      }),
    );
  });
});
