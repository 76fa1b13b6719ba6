// What a carrier might send to each conformance case: right messages of invented persons.
import { interactiveRequest, passengerList, pushOfBookings } from "../intake/fixtures.ts";

type Change = (text: string) => string;
const same: Change = (text) => text;

/** UNT of a message of so many segments. */
function counted(text: string): string {
  const segments = text.slice(text.indexOf("UNH+")).split("'").length - 2;
  return text.replace(/UNT\+\d+/, `UNT+${segments}`);
}

/** A list of so many travellers, each with reference, document and seat of their own. */
export function listOf(count: number, change: Change = same): string {
  const text = passengerList({ number: 801, reference: "K801" });
  const at = text.indexOf("NAD+FL");
  const next = text.indexOf("NAD+FL", at + 1);
  const one = text.slice(at, next);
  const persons = Array.from({ length: count }, (_, index) =>
    one
      .replace("MUSTERI:ANAR", `SINAQ${String.fromCharCode(65 + (index % 26))}:NAMIQ`)
      .replace("RFF+AVF:ABC123", `RFF+AVF:ABC123'\nRFF+ABO:REF${index + 1}`)
      .replace("C01234567", `C${String(1_000_000 + index)}`)
      .replace("12A", `${1 + Math.floor(index / 6)}${"ABCDEF"[index % 6]}`),
  );
  return counted(
    change(`${text.slice(0, at)}${persons.join("")}CNT+42:${count}'\n${text.slice(text.indexOf("UNT+"))}`),
  );
}

const push = (change: Change = same): string =>
  counted(change(pushOfBookings({ number: 801, reference: "K801" })));
/** The traveller of the push with more of theirs. */
const traveller = (...more: readonly string[]): Change => {
  const one = "TIF+MUSTERI:I+ANAR MR:A:1'";
  return (text) => text.replace(one, [one, ...more.map((segment) => `\n${segment}'`)].join(""));
};
const part =
  (type: string, number: string): Change =>
  (text) =>
    text.replace(type, `${type}+SERIES+${number}`);
const about = (type: string, status: string, travellers: number): string =>
  interactiveRequest({
    number: 801,
    reference: "K801",
    type,
    status,
    closeOut: true,
    travellers: Array.from({ length: travellers }, (_, index) => ({
      surname: "SINAQ",
      given: "NAMIQ",
      ref: `REF${index + 1}`,
      locator: null,
      born: null,
      document: null,
    })),
  });

export const infant: Change = (text) => text.replace(/DTM\+329:800501(?![\s\S]*DTM\+329)/, "DTM+329:260301");
export const crew: Change = (text) =>
  text
    .replace("BGM+745", "BGM+250")
    .replaceAll("NAD+FL", "NAD+FM")
    .replaceAll("NAT+2+AZE", "EMP+1+CR1:110:111'\nNAT+2+AZE");
export const visa: Change = (text) =>
  text.replace("DTM+36:310101'\nLOC+91+AZE'", "DTM+36:310101'\nLOC+91+AZE'\nDOC+V+V1234567'\nLOC+91+AZE'");
export const apostrophe: Change = (text) => text.replace("SINAQA", "O?'SINAQ");
export const listPart = (number: string): string => listOf(1, part(":UN:IATA", number));
export const change: Change = (text) => text.replace("BGM+745", "BGM+745+CP");

const transit: Change = (text) => text.replace("NAD+FL", "NAD+DDU").replace("LOC+179+GYD", "LOC+179+TAS");
const twoLegs: Change = (text) =>
  text.replace(
    "DTM+232:2611211825:201'",
    "DTM+232:2611211825:201'\nTDT+20+J2801+++J2'\nLOC+125+GYD'\nDTM+189:2611211930:201'\nLOC+87+TAS'\nDTM+232:2611212330:201'",
  );
const otherSeparators: Change = (text) =>
  `UNA|*.? ~\n${text.replaceAll("+", "*").replaceAll(":", "|").replaceAll("'", "~")}`;
const family = traveller(
  "TIF+MUSTERI:I+LEYLA MRS:A:2",
  "TIF+MUSTERI:I+AYAN MISS:C:3",
  "TIF+MUSTERI:I+ELI MSTR:IN:4",
);
const documents = traveller("SSR+DOCS:HK:1:J2:::::/P/AZE/C01234567/AZE/01MAY80/M/01JAN31/MUSTERI/ANAR");
const checkIn: Change = (text) =>
  text.replace(
    "RPI+1+HK'",
    "RPI+1+HK'\nDAT+2:211126:1230'\nTRI++31:::1'\nTIF+MUSTERI:I+ANAR MR:A:1'\nSSD+12A++++Y'\nTBD++1:20:700'",
  );
const cancelled: Change = (text) =>
  `${text.slice(0, text.indexOf("EQN+")).replace("MSG+:22", "MSG+:141")}SRC'\nRCI+J2:ABC123::011026:0900'\nORG'\n${text.slice(text.indexOf("UNT+"))}`;
const divided: Change = (text) =>
  text.replace("RCI+J2:ABC123::011026:0900'", "RCI+J2:ABC123::011026:0900'\nEQN+2'\nRCI+J2:ABC999'");

/** The acknowledgement of the unsolicited message that came after the answer. */
const acknowledgement = (answer: string): string =>
  answer.slice(answer.lastIndexOf("UNB+")).replace("BGM+132", "BGM+312");

/** What to send to each case, one after the other; what depends on the answer before it is made of that. */
export const rightMessages: ReadonlyMap<number, readonly (string | ((answer: string) => string))[]> = new Map(
  [
    [101, [listOf(1)]],
    [102, [listOf(3, infant)]],
    [103, [listOf(100)]],
    [104, [listOf(2, crew)]],
    [105, [listOf(1, transit)]],
    [106, [listOf(1, visa)]],
    [107, [listOf(1, apostrophe)]],
    [108, [listOf(1, twoLegs)]],
    [109, [listPart("01:C"), listPart("02:F")]],
    [110, [otherSeparators(listOf(1))]],
    [201, [listOf(1)]],
    [202, [listOf(6)]],
    [203, [listOf(2)]],
    [204, [listOf(1), listOf(1, change)]],
    [205, [listOf(1, (text) => text.replace("BGM+745", "BGM+745+XR"))]],
    [206, [about("266", "CLOB", 2)]],
    [207, [about("266", "XF", 0)]],
    [208, [listOf(1), acknowledgement]],
    [301, [push()]],
    [302, [push(documents)]],
    [303, [push(family)]],
    [304, [push()]],
    [305, [push(checkIn)]],
    [306, [push(cancelled)]],
    [307, [push(part("PNRGOV:13:1:IA", "01:C")), push(part("PNRGOV:13:1:IA", "02:F"))]],
    [308, [push(divided)]],
    [401, [listOf(2), listOf(2)]],
  ],
);
