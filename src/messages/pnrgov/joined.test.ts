// Segments of a push that ran together are read in the encoding of their interchange.
import { expect, it } from "vitest";
import { readBytes } from "../read.ts";

it("a traveller glued to the segment before, under code page 850 (UNB 0133)", () => {
  const text = [
    "UNB+UNOA:4::3+J2+AZPIU+260619:1230+1",
    "UNH+1+PNRGOV:13:1:IA+REF",
    "MSG+:22",
    "ORG+J2",
    "TVL+200626:0900:200626:1200+GYD+IST+J2+15",
    "EQN+1",
    "SRC",
    "RCI+J2:ABC123::010526:1020",
    "ADD++700:MAIN STREET 9TIF+M\x9aLLER:I+RENE:A:1",
    "TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y",
    "UNT+9+1",
    "UNZ+1+1'",
  ].join("'");
  const [message] = readBytes(Buffer.from(text, "latin1"));
  expect(message?.findings.map(({ code }) => code)).toContain("SEGMENTS_JOINED");
  expect(message?.bookings?.[0]?.travellers).toMatchObject([{ surname: "MÜLLER", given: "RENE" }]);
});
