// SSR DOCS, DOCO, DOCA and FOID texts in the forms that carriers send.
import { describe, expect, it } from "vitest";
import { readDoca, readDoco, readDocs, readFoid, splitAssociation } from "./travel-document.ts";

const FLIGHT = "2013-05-27T14:30";

describe("readDocs", () => {
  it("reads a full text, an infant's sex and two given names", () => {
    expect(readDocs("/P/GBR/512731999/GBR/20SEP12/FI/25OCT17/EXAMPLE/SOPHY OLIVIA/", FLIGHT)).toMatchObject({
      type: "P",
      issuer: "GBR",
      number: "512731999",
      nationality: "GBR",
      birthDate: "2012-09-20",
      sex: "F",
      infant: true,
      expires: "2017-10-25",
      surname: "EXAMPLE",
      given: "SOPHY OLIVIA",
      shifted: false,
      faults: [],
    });
    expect(readDocs("/P/AZE/C01/AZE/05AUG70/M/01JAN20/EXAMPLE/ALI/VALI/H", FLIGHT).given).toBe("ALI VALI");
  });

  it("reads a text without type, number or nationality", () => {
    expect(readDocs("//USA/448763368//02JUN70/F/18MAY22/EXAMPLE/JACKI", FLIGHT)).toMatchObject({
      type: "",
      issuer: "USA",
      number: "448763368",
      nationality: null,
      birthDate: "1970-06-02",
    });
    expect(readDocs("////GBR/12JUL64/M//EXAMPLE/WILLIAM", FLIGHT)).toMatchObject({
      number: null,
      nationality: "GBR",
      birthDate: "1964-07-12",
      sex: "M",
      expires: null,
      faults: [],
    });
  });

  it.each([
    ["/////05AUG70/F//EXAMPLE/BENITA", false],
    ["////05AUG70/F//EXAMPLE/BENITA", true],
    ["//////05AUG70/F//EXAMPLE/BENITA", true],
    ["05AUG70/F//EXAMPLE/BENITA", true],
  ])("finds birth date and name wherever the slashes put them: %s", (text, shifted) => {
    expect(readDocs(text, FLIGHT)).toMatchObject({
      birthDate: "1970-08-05",
      sex: "F",
      surname: "EXAMPLE",
      given: "BENITA",
      shifted,
    });
  });

  it("tells the shifted items apart by their pattern", () => {
    expect(readDocs("/P/GBR/512731999/20SEP80/M/25OCT17/EXAMPLE/SAM", FLIGHT)).toMatchObject({
      type: "P",
      issuer: "GBR",
      number: "512731999",
      nationality: null,
      shifted: true,
    });
    expect(readDocs("//P/KR/JR3364288/KR/10SEP72/M/05JUL16/EXAMPLE/SE JOON", FLIGHT)).toMatchObject({
      issuer: "KOR",
      number: "JR3364288",
      nationality: "KOR",
      expires: "2016-07-05",
    });
  });

  it("takes the name association off and keeps hyphens in names and numbers", () => {
    expect(readDocs("/P/GBR/1/GBR/20SEP80/M/25OCT17/EXAMPLE/SAM-1EXAMPLE/ISABELLEMRS", FLIGHT)).toMatchObject(
      {
        given: "SAM",
        association: { surname: "EXAMPLE", given: "ISABELLEMRS" },
      },
    );
    expect(splitAssociation("/P/GBR/12-3/GBR/20SEP80/M//SMITH-JONES/ANNA").association).toBeNull();
  });

  it("says what cannot be read and reads the rest", () => {
    expect(readDocs("/P/GBR/1/GBR/32JUN70/Q/99XXX99/EXAMPLE/SAM", FLIGHT)).toMatchObject({
      birthDate: null,
      sex: null,
      expires: null,
      surname: "EXAMPLE",
      faults: ["birth date", "sex", "expiry date"],
    });
    expect(readDocs("", FLIGHT)).toMatchObject({ number: null, surname: "", faults: [] });
    expect(readDocs("/P/GBR//GBR/01JUN70/M//EXAMPLE/SAM", FLIGHT).faults).toEqual(["document number"]);
  });

  it("reads a two-digit expiry year ahead and a birth year never in the future", () => {
    expect(readDocs("/P/GBR/1/GBR/28MAY13/F/01JAN61/EXAMPLE/SAM", FLIGHT)).toMatchObject({
      birthDate: "1913-05-28",
      expires: "2061-01-01",
      faults: ["expiry date"],
    });
  });
});

describe("the other document texts", () => {
  it("reads a visa with and without the leading slash, never the place of birth", () => {
    const expected = {
      type: "V",
      number: "8675309",
      country: "LIE",
      issuePlace: "OTHER PLACE",
      issued: "2006-12-22",
      infant: false,
      association: null,
    };
    expect(readDoco("/HERE VA/V/8675309/OTHER PLACE/22DEC06/LI", "2026-03-01")).toEqual(expected);
    expect(readDoco(" HERE VA/V/8675309/OTHER PLACE/22DEC06/LI", "2026-03-01")).toEqual(expected);
    expect(readDoco("/BAKU AZE/V", "2026-03-01")).toBeNull();
  });

  it("reads an address", () => {
    expect(readDoca("/D/USA/1 EXAMPLE STREET/SPRINGFIELD/IL/62701")?.address).toEqual({
      line: "1 EXAMPLE STREET",
      city: "SPRINGFIELD",
      region: "IL",
      postcode: "62701",
      country: "USA",
    });
    expect(readDoca("/R")).toBeNull();
  });

  it("reads identity documents of FOID, not cards", () => {
    expect(readFoid("PP12345678")).toEqual({ type: "P", number: "12345678" });
    expect(readFoid("/NI/AB-1234")).toEqual({ type: "I", number: "AB-1234" });
    expect(readFoid("CC4111111111111111")).toBeNull();
  });
});

it("reads DOCS whose empty expiry date is left out: a name has no figures, and a date has", () => {
  const read = (rest: string) => readDocs(`/P/GBR/512731999/GBR/${rest}`, "2026-03-01");
  expect(read("20SEP82/F/BELT/SOPHY/OLIVIA")).toMatchObject({
    birthDate: "1982-09-20",
    expires: null,
    surname: "BELT",
    given: "SOPHY OLIVIA",
    shifted: true,
    faults: [],
  });
  for (const none of ["XXX", "NIL", "2XOCT27"])
    expect(read(`20SEP82/F/${none}/BELT/SOPHY`)).toMatchObject({
      surname: "BELT",
      given: "SOPHY",
      shifted: false,
      faults: ["expiry date"],
    });
});

it("reads a day of one figure", () => {
  const docs = readDocs("/P/GBR/512731999/GBR/1SEP82/F/5OCT27/BELT/SOPHY", "2026-03-01");
  expect(docs).toMatchObject({ birthDate: "1982-09-01", expires: "2027-10-05", shifted: false, faults: [] });
});
