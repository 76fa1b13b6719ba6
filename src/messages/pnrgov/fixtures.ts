// A push for tests: one PNR of J2 75 from GYD to IST on 1 March 2026, with segments of the test's own.

/** The transmission as text. `segments`: what follows RCI, without terminators. */
export function aPushOf(segments: readonly string[]): string {
  const text = [
    "UNB+IATA:1+J2+PIU+260227:1000+R1++PNRGOV",
    "UNH+1+PNRGOV:13:1:IA+010326/1410/J2/075",
    "MSG+:22",
    "ORG+J2:GYD",
    "TVL+010326:1410:010326:1620+GYD+IST+J2+075",
    "EQN+1",
    "SRC",
    "RCI+J2:QX7K2M::010226:1000",
    ...segments,
  ];
  return `${text.join("'")}'UNT+${text.length}+1'UNZ+1+R1'`;
}
