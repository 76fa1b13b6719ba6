// A card number that stands where none belongs: it is masked there too, in the model, in findings and in the source.
import { expect, it } from "vitest";
import { redact } from "../minimise/redact.ts";
import { readTransmission } from "../read.ts";

const ACCOUNTS = ["4111111111111111", "378282246310005", "5555555555554444"];

it.each(
  ACCOUNTS.flatMap((account) =>
    [
      `FOP+VI${account}`,
      `FOP+CCVI${account}/1227`,
      `FOP+CC VI ${account}`,
      `FOP+CC::${account}`,
      `FOP+CC:::${account}`,
      `FOP+CC::100.00:VI:${account}:1227`,
      `FOP+MS:::VI:${account}`,
      `FOP+CC::100.00:VI::${account}`,
      `MON+T:${account}:EUR`,
      `MON+T:100.00:${account}`,
    ].map((segment) => [segment, account] as const),
  ),
)("%s", (segment, account) => {
  const text = [
    "UNB+IATA:1+J2+PIU+260227:1000+R1",
    "UNH+1+PNRGOV:13:1:IA",
    "MSG+:22",
    "ORG+J2:GYD",
    "TVL+010326:1410:010326:1620+GYD+IST+J2+075",
    "EQN+1",
    "SRC",
    "RCI+J2:QX7K2M",
    "TIF+PLOVER:I+ROBIN MR:A:1",
    "TKT+7712345678901:T",
    segment,
    "TVL+010326:1410:010326:1620+GYD+IST+J2+075:Y",
    "UNT+12+1",
    "UNZ+1+R1",
  ];
  const { messages, content } = readTransmission(Buffer.from(`${text.join("'")}'`));
  expect(JSON.stringify(messages)).not.toContain(account);
  expect(Buffer.from(redact(content, messages[0]!).bytes).toString()).not.toContain(account);
});
