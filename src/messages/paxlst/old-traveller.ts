// PDT, the traveller segment of the lists before 2003 (001:000, agency NZ): everything in one segment (paxlst.md 1).
import { birthYear, calendarDate, digitsAt, expiryYear } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { readState } from "./places.ts";
import { newPerson, sexOf } from "./person.ts";
import type { Person } from "./person.ts";

/**
 * `PDT+P/182345345:990909:US+MANGUS:SIMON:P:590429:M+PAX+NZAKL:USLAX`: document, its expiry and issuer; names, birth
 * date, sex; passenger or crew; from and to as UN/LOCODE. `reference`: the message's date as CCYYMMDD.
 */
export function readOldTraveller(m: SegmentedMessage, s: number, reference: number): Person {
  const given = [m.trimmed(s, 2, 2), m.trimmed(s, 2, 3)].filter((part) => part !== "").join(" ");
  const role = m.trimmed(s, 3, 1).startsWith("CR") ? "crew" : "passenger";
  const person = newPerson(role, m.trimmed(s, 2, 1), given === "" ? null : given, m.ordinal(s));
  const birth = m.trimmed(s, 2, 4);
  const [month, day] = [digitsAt(birth, 2, 2), digitsAt(birth, 4, 2)];
  if (birth.length === 6 && digitsAt(birth, 0, 6) >= 0) {
    person.birthDate = calendarDate(birthYear(digitsAt(birth, 0, 2), month, day, reference), month, day);
  }
  person.sex = sexOf(m.code(s, 2, 5)) ?? null;
  person.embark = m.trimmed(s, 4, 1).slice(-3).trim() || null;
  person.debark = m.trimmed(s, 4, 2).slice(-3).trim() || null;
  const [type = "", number = ""] = m
    .trimmed(s, 1, 1)
    .split("/")
    .map((part) => part.trim());
  if (number === "") return person;
  const expiry = m.trimmed(s, 1, 2);
  const year = expiry.length === 6 ? digitsAt(expiry, 0, 2) : -1;
  const expires =
    year < 0 ? null : calendarDate(expiryYear(year), digitsAt(expiry, 2, 2), digitsAt(expiry, 4, 2));
  const issuer = readState(m, s, m.component(s, 1, 3))?.text ?? null;
  person.documents = [{ type, number, issuer, expires }];
  return person;
}
