// A case as the officer drafts it: one carrier, failures chosen from what the unit holds, the provision, each factor.
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Answer, Code, serverNow, useTexts } from "#design/ui";
import { factorNames, type Candidates, type Factors, type Penalties } from "../contract.ts";
import { FieldsForm } from "./fields.tsx";
import { FactsLine } from "./Failures.tsx";
import { penaltiesTexts } from "./penalties-texts.ts";
import styles from "./penalties.module.css";
import { candidatesQuery, draft, useDone } from "./queries.ts";

const dayMs = 86_400_000;
const dayBefore = (days: number): string => new Date(serverNow() - days * dayMs).toISOString().slice(0, 10);
type Candidate = Candidates["candidates"][number];
const keyOf = ({ source, ref }: Candidate): string => `${source} ${ref}`;

export function Drafting({ carriers }: { carriers: Penalties["carriers"] }) {
  const t = useTexts(penaltiesTexts);
  const navigate = useNavigate();
  const done = useDone();
  const [carrierId, setCarrier] = useState(carriers[0]?.id ?? "");
  const [from, setFrom] = useState(() => dayBefore(14));
  const [to, setTo] = useState(() => dayBefore(0));
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const lacking = t("field.lacking");
  return (
    <div className={styles["form"]}>
      <div className={styles["row"]}>
        <NativeSelect
          label={t("column.carrier")}
          value={carrierId}
          data={carriers.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
          onChange={({ currentTarget: { value } }) => {
            setCarrier(value);
            setChosen([]);
          }}
        />
        <TextInput
          type="date"
          label={t("draft.from")}
          value={from}
          onChange={({ currentTarget: { value } }) => setFrom(value)}
        />
        <TextInput
          type="date"
          label={t("draft.to")}
          value={to}
          onChange={({ currentTarget: { value } }) => setTo(value)}
        />
      </div>
      <Choosing of={{ carrierId, from, to }} chosen={chosen} choose={setChosen} />
      <FieldsForm
        fields={[
          { kind: "line", name: "provision", label: t("case.provision"), least: 3, most: 300, lacking },
          {
            kind: "text",
            name: "summary",
            label: t("case.summary"),
            hint: t("case.summary.hint"),
            least: 10,
            lacking,
          },
          ...factorNames.map((name) => ({
            kind: "text" as const,
            name,
            label: t(`factor.${name}`),
            least: 3,
            most: 2000,
            lacking,
          })),
        ]}
        buttons={[{ way: "draft", label: t("draft.save", { count: chosen.length }) }]}
        onSubmit={async (given) => {
          const made = await draft({
            carrierId,
            provision: given.text("provision"),
            summary: given.text("summary"),
            factors: Object.fromEntries(factorNames.map((name) => [name, given.text(name)])) as Factors,
            failures: chosen.map(({ source, ref, day }) => ({ source, ref, day })),
          });
          await done();
          await navigate({ to: "/penalties/$penaltyId", params: { penaltyId: made.id } });
        }}
      />
    </div>
  );
}

function Choosing({
  of,
  chosen,
  choose,
}: {
  of: Parameters<typeof candidatesQuery>[0];
  chosen: readonly Candidate[];
  choose: (failures: readonly Candidate[]) => void;
}) {
  const t = useTexts(penaltiesTexts);
  const query = useQuery(candidatesQuery(of));
  return (
    <Answer query={query} rows={4}>
      {({ candidates, isWhole }) => (
        <fieldset className={styles["candidates"]}>
          <legend>{t("draft.failures")}</legend>
          {candidates.length === 0 ? <p>{t("draft.failures.none")}</p> : null}
          {candidates.map((one) => {
            const isOut = one.excused || one.excuses.length > 0 || one.in !== null;
            const isChosen = chosen.some((other) => keyOf(other) === keyOf(one));
            return (
              <Checkbox
                key={keyOf(one)}
                checked={isChosen}
                disabled={isOut}
                label={
                  <>
                    <strong>{t(`failure.${one.kind}`)}</strong> <FactsLine facts={one.facts} />
                    {one.in === null ? null : (
                      <>
                        {" · "}
                        {t("draft.in")} <Code>{one.in}</Code>
                      </>
                    )}
                    {one.in === null && isOut ? ` · ${t("draft.excused")}` : ""}
                  </>
                }
                onChange={() =>
                  choose(isChosen ? chosen.filter((other) => keyOf(other) !== keyOf(one)) : [...chosen, one])
                }
              />
            );
          })}
          {isWhole ? null : <p>{t("draft.failures.more")}</p>}
        </fieldset>
      )}
    </Answer>
  );
}
