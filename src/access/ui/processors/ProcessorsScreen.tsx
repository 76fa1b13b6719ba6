// Who works for the unit by contract, under which instructions, and each visit of their support: by two persons, for a time (LED-22-23).
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  Answer,
  At,
  Code,
  Countdown,
  Fact,
  Facts,
  Page,
  Panel,
  problemText,
  RefusalNotice,
  useMay,
  useTexts,
} from "#design/ui";
import type { Processors } from "../../processor-contract.ts";
import { Day } from "../people/Day.tsx";
import styles from "../people/people.module.css";
import { peopleQuery } from "../people/queries.ts";
import { RecordForm } from "../people/RecordForm.tsx";
import { processorsQuery, sendToProcessors } from "./processor-queries.ts";
import { processorTexts } from "./processor-texts.ts";

type Processor = Processors["processors"][number];
type Visit = Processors["visits"][number];

/** The register as it stands after an act. */
function useKeep(): (all: Processors) => void {
  const queries = useQueryClient();
  return (all) => queries.setQueryData(processorsQuery.queryKey, all);
}

export function ProcessorsScreen() {
  const t = useTexts(processorTexts);
  const query = useQuery(processorsQuery);
  const mayRegister = useMay("register-processor");
  return (
    <Page title={t("title")} prints>
      <div className={styles["stack"]}>
        <p className={styles["dim"]}>{t("about")}</p>
        <Answer query={query} rows={6}>
          {({ processors, visits }) => (
            <>
              {processors.length === 0 ? <p>{t("none")}</p> : null}
              {processors.map((one) => (
                <OneProcessor
                  key={one.id}
                  processor={one}
                  visits={visits.filter(({ processorId }) => processorId === one.id)}
                />
              ))}
            </>
          )}
        </Answer>
        {mayRegister ? <Registering /> : null}
      </div>
    </Page>
  );
}

function Named({ of }: { of: Processor["proposed"] }) {
  if (of === null) return null;
  return (
    <>
      <bdi>{of.by}</bdi> · <At instant={of.at} />
    </>
  );
}

function OneProcessor({ processor, visits }: { processor: Processor; visits: readonly Visit[] }) {
  const t = useTexts(processorTexts);
  const mayAsk = useMay("ask-support");
  return (
    <Panel title={processor.name}>
      <Facts>
        <Fact label={t("state")}>{t(`state.${processor.state}`)}</Fact>
        <Fact label={t("contract")}>
          <bdi>{processor.contract}</bdi>
        </Fact>
        <Fact label={t("time")}>
          <Day instant={processor.validFrom} /> – <Day instant={processor.validUntil} />
        </Fact>
        <Fact label={t("tenant")}>
          <Code>{processor.tenant}</Code>
        </Fact>
        <Fact label={t("sub")}>
          {processor.subProcessors.length === 0 ? (
            t("sub.none")
          ) : (
            <bdi>{processor.subProcessors.join(" · ")}</bdi>
          )}
        </Fact>
        <Fact label={t("proposed")}>
          <Named of={processor.proposed} />
        </Fact>
        <Fact label={t("decided")}>
          <Named of={processor.decided} />
        </Fact>
        <Fact label={t("reason")}>{processor.reason === null ? null : <bdi>{processor.reason}</bdi>}</Fact>
      </Facts>
      <h3 className={styles["part"]}>{t("instructions")}</h3>
      <p dir="auto">{processor.instructions}</p>
      <Deciding processor={processor} />
      <h3 className={styles["part"]}>{t("visits")}</h3>
      {visits.length === 0 ? <p>{t("visits.none")}</p> : null}
      <ul className={styles["list"]}>
        {visits.map((visit) => (
          <OneVisit key={visit.id} visit={visit} />
        ))}
      </ul>
      {processor.state === "in-force" && mayAsk ? <AskingSupport processor={processor} /> : null}
    </Panel>
  );
}

function Deciding({ processor }: { processor: Processor }) {
  const t = useTexts(processorTexts);
  const mayDecide = useMay("decide-processor");
  const keep = useKeep();
  const possible =
    processor.state === "proposed"
      ? (["in-force", "refused"] as const)
      : processor.state === "in-force"
        ? (["ended"] as const)
        : [];
  if (!mayDecide || possible.length === 0) return null;
  return (
    <Folded title={t(processor.state === "proposed" ? "decide" : "decide.ended")}>
      <RecordForm
        submit={t("decide.send")}
        fields={[
          {
            name: "state",
            label: t("decide.how"),
            kind: "choice",
            options: possible.map((value) => ({ value, label: t(`decide.${value}`) })),
            first: possible[0] ?? "ended",
          },
          { name: "reason", label: t("reason"), kind: "area" },
        ]}
        onSubmit={async (filled) =>
          keep(
            await sendToProcessors(`/api/processors/${processor.id}/decision`, {
              state: filled.text("state"),
              reason: filled.text("reason"),
            }),
          )
        }
      />
    </Folded>
  );
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function OneVisit({ visit }: { visit: Visit }) {
  const t = useTexts(processorTexts);
  const keep = useKeep();
  const mayApprove = useMay("approve-support");
  const mayEnd = useMay("end-support");
  const acting = useMutation({
    mutationFn: (act: "approval" | "end") => sendToProcessors(`/api/support-visits/${visit.id}/${act}`),
    onSuccess: keep,
  });
  const approved = [
    visit.officer === null ? null : t("visit.officer", { name: visit.officer.by }),
    visit.head === null ? null : t("visit.head", { name: visit.head.by }),
  ].filter((each) => each !== null);
  return (
    <li>
      <span className={styles["what"]}>
        <strong>
          <bdi>{visit.person.name}</bdi>
        </strong>
        <span>
          {t(`visit.state.${visit.state}`)} · {t("visit.minutes", { count: visit.minutes })}
          {visit.state === "in-force" && visit.expiresAt !== null ? (
            <>
              {" · "}
              <Countdown to={visit.expiresAt} />
            </>
          ) : null}
        </span>
        <span className={styles["dim"]}>
          <bdi>{visit.reason}</bdi>
          {" · "}
          {t("visit.asked")} <Named of={visit.asked} />
          {approved.map((text) => (
            <span key={text}> · {text}</span>
          ))}
        </span>
        {acting.error === null ? null : (
          <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t)} />
        )}
      </span>
      <span className={styles["acts"]}>
        {visit.state === "asked" && mayApprove ? (
          <Button size="xs" loading={acting.isPending} onClick={() => acting.mutate("approval")}>
            {t("visit.approve")}
          </Button>
        ) : null}
        {(visit.state === "asked" || visit.state === "in-force") && mayEnd ? (
          <Button size="xs" variant="default" loading={acting.isPending} onClick={() => acting.mutate("end")}>
            {t("visit.end")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

const lengths = [30, 60, 120, 240] as const;

function AskingSupport({ processor }: { processor: Processor }) {
  const t = useTexts(processorTexts);
  const keep = useKeep();
  const people = useQuery(peopleQuery).data?.people.filter(({ tenant }) => tenant === processor.tenant) ?? [];
  if (people.length === 0)
    return <p className={styles["dim"]}>{t("ask.nobody", { tenant: processor.tenant })}</p>;
  return (
    <Folded title={t("ask")}>
      <RecordForm
        submit={t("ask.send")}
        fields={[
          {
            name: "person",
            label: t("ask.person"),
            kind: "choice",
            options: people.map(({ id, name }) => ({ value: id, label: name })),
            first: people[0]?.id ?? "",
          },
          {
            name: "minutes",
            label: t("ask.minutes"),
            kind: "choice",
            options: lengths.map((count) => ({ value: String(count), label: t("visit.minutes", { count }) })),
            first: "60",
          },
          { name: "reason", label: t("ask.reason"), kind: "area" },
        ]}
        onSubmit={async (filled) =>
          keep(
            await sendToProcessors(`/api/processors/${processor.id}/visits`, {
              personId: filled.text("person"),
              minutes: Number(filled.text("minutes")),
              reason: filled.text("reason"),
            }),
          )
        }
      />
    </Folded>
  );
}

function Registering() {
  const t = useTexts(processorTexts);
  const keep = useKeep();
  return (
    <Panel title={t("register")}>
      <RecordForm
        submit={t("register.send")}
        fields={[
          { name: "name", label: t("register.name"), kind: "line" },
          { name: "tenant", label: t("register.tenant"), kind: "line" },
          { name: "contract", label: t("contract"), kind: "line" },
          { name: "instructions", label: t("instructions"), kind: "area", most: 8_000 },
          { name: "sub", label: t("register.sub"), kind: "area", most: 2_000, optional: true },
          { name: "from", label: t("register.from"), kind: "day" },
          { name: "until", label: t("register.until"), kind: "day" },
        ]}
        onSubmit={async (filled) =>
          keep(
            await sendToProcessors("/api/processors", {
              name: filled.text("name"),
              tenant: filled.text("tenant"),
              contract: filled.text("contract"),
              instructions: filled.text("instructions"),
              subProcessors: filled
                .text("sub")
                .split("\n")
                .map((line) => line.trim())
                .filter((line) => line !== ""),
              validFrom: filled.text("from"),
              validUntil: filled.text("until"),
            }),
          )
        }
      />
    </Panel>
  );
}
