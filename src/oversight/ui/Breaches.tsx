// The register of breaches with its 72 hours, the report that anybody of the unit makes, and one breach as the officer works on it.
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useState, type FormEvent, type ReactNode } from "react";
import {
  Answer,
  At,
  Code,
  Columns,
  Countdown,
  DataTable,
  EmptyList,
  Fact,
  Facts,
  formatNumber,
  Notice,
  Page,
  Panel,
  problemText,
  RefusalNotice,
  useMay,
  useSurroundings,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { BreachFile, BreachRow } from "../breach-contract.ts";
import { breachExemptions, breachRecipients, breachRisks } from "../contract.ts";
import { ReachForm, ReachPanel } from "./BreachReach.tsx";
import { ConsoleLinks } from "./ConsoleLinks.tsx";
import {
  breachesQuery,
  breachQuery,
  sendAssessment,
  sendClosing,
  sendNotice,
  sendReport,
} from "./console-queries.ts";
import { consoleTexts } from "./console-texts.ts";
import styles from "./console.module.css";

export function BreachesScreen() {
  const t = useTexts(consoleTexts);
  const query = useQuery(breachesQuery);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Page title={t("breaches.title")}>
      <div className={styles["page"]}>
        <ConsoleLinks />
        <Answer query={query} rows={6}>
          {({ breaches }) => (
            <>
              {breaches.some(({ overdue }) => overdue) ? (
                <Notice title={t("breaches.overdue")}>{t("breaches.overdue.text")}</Notice>
              ) : null}
              <DataTable
                caption={t("breaches.title")}
                columns={columns}
                rows={breaches}
                rowKey={(row) => row.id}
                empty={
                  <EmptyList
                    icon="check"
                    title={t("breaches.none")}
                    text={t("breaches.none.text")}
                    filtered={false}
                    clear={() => undefined}
                  />
                }
              />
            </>
          )}
        </Answer>
      </div>
    </Page>
  );
}

function Due({ row }: { row: BreachRow }) {
  const t = useTexts(consoleTexts);
  if (row.authorityTold !== null) return <At instant={row.authorityTold} />;
  if (row.wanted.length === 0 || row.risk === "none") return null;
  return (
    <span className={row.overdue ? styles["over"] : undefined}>
      {row.overdue ? `${t("breaches.late")} · ` : null}
      <Countdown to={row.due} />
    </span>
  );
}

function columnsOf(t: TranslateOf<typeof consoleTexts>): readonly Column<BreachRow>[] {
  return [
    {
      id: "reference",
      header: t("breach.reference"),
      names: true,
      width: 110,
      cell: (row) => (
        <Link to="/breaches/$breachId" params={{ breachId: row.id }} data-opens>
          <strong>
            <Code>{row.reference}</Code>
          </strong>
        </Link>
      ),
    },
    { id: "state", header: t("breach.state"), width: 130, cell: (row) => t(`breach.state.${row.state}`) },
    {
      id: "risk",
      header: t("breach.risk"),
      width: 130,
      cell: (row) => (row.risk === null ? "" : t(`breach.risk.${row.risk}`)),
    },
    {
      id: "due",
      header: t("breach.due"),
      width: 200,
      sortBy: (row) => Date.parse(row.due),
      cell: (row) => <Due row={row} />,
    },
    {
      id: "aware",
      header: t("breach.aware"),
      width: 160,
      sortBy: (row) => Date.parse(row.awareAt),
      cell: (row) => <At instant={row.awareAt} />,
    },
    { id: "by", header: t("breach.by"), width: 180, cell: (row) => <bdi>{row.reportedBy}</bdi> },
    {
      id: "wanted",
      header: t("breach.wanted"),
      cell: (row) => row.wanted.map((one) => t(`wanted.${one}`)).join(", "),
    },
  ];
}

/** A form of a few fields with its refusal and its button. */
function Form({
  title,
  about,
  send,
  lacks,
  does,
  children,
}: {
  title: string;
  about: string;
  send: () => Promise<unknown>;
  lacks: boolean;
  does: string;
  children: ReactNode;
}) {
  const t = useTexts(consoleTexts);
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: send,
    onSettled: () =>
      Promise.all(["breach", "breaches"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <Panel title={title}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!lacks) sending.mutate();
        }}
      >
        <p className={styles["dim"]}>{about}</p>
        {sending.error === null ? null : (
          <RefusalNotice problem={sending.error} say={(problem) => problemText(problem, t)} />
        )}
        {children}
        <div>
          <Button type="submit" disabled={lacks} loading={sending.isPending}>
            {does}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function Words({ label, value, set }: { label: string; value: string; set: (value: string) => void }) {
  return (
    <Textarea
      label={label}
      autosize
      minRows={2}
      maxLength={4_000}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
}

const short = (text: string) => text.trim().length < 10;

export function BreachReportScreen() {
  const t = useTexts(consoleTexts);
  const [what, setWhat] = useState("");
  const [processor, setProcessor] = useState("");
  const [done, setDone] = useState<{ reference: string; due: string } | null>(null);
  const send = async () => {
    const made = await sendReport({
      what: what.trim(),
      awareAt: null,
      processor: processor.trim() === "" ? null : processor.trim(),
    });
    setDone(made);
    setWhat("");
  };
  return (
    <Page title={t("report.title")}>
      <div className={styles["page"]}>
        <ConsoleLinks />
        {done === null ? null : (
          <Notice icon="check" title={t("report.done", { reference: done.reference })}>
            {t("report.due")} <At instant={done.due} />
          </Notice>
        )}
        <Form
          title={t("report.what.title")}
          about={t("report.about")}
          send={send}
          lacks={short(what)}
          does={t("report.send")}
        >
          <Words label={t("report.what")} value={what} set={setWhat} />
          <TextInput
            label={t("report.processor")}
            description={t("report.processor.hint")}
            value={processor}
            maxLength={200}
            onChange={({ currentTarget: { value } }) => setProcessor(value)}
          />
        </Form>
      </div>
    </Page>
  );
}

const here = getRouteApi("/signed-in/breaches/$breachId");

export function BreachScreen() {
  const t = useTexts(consoleTexts);
  const { breachId } = here.useParams();
  const query = useQuery(breachQuery(breachId));
  const mayDecide = useMay("decide-breach");
  return (
    <Page
      title={
        query.data === undefined ? t("breach.title") : `${t("breach.title")} ${query.data.row.reference}`
      }
      trail={[{ label: t("breaches.title"), link: (label) => <Link to="/breaches">{label}</Link> }]}
      prints
    >
      <Answer query={query}>
        {(file) => (
          <Columns
            main={<Told file={file} />}
            side={mayDecide ? <Work key={file.version} file={file} /> : null}
          />
        )}
      </Answer>
    </Page>
  );
}

function Told({ file }: { file: BreachFile }) {
  const t = useTexts(consoleTexts);
  const { row } = file;
  return (
    <>
      {row.overdue ? <Notice title={t("breaches.overdue")}>{t("breaches.overdue.text")}</Notice> : null}
      <Panel title={t("report.what.title")}>
        <Facts>
          <Fact label={t("breach.state")}>{t(`breach.state.${row.state}`)}</Fact>
          <Fact label={t("breach.risk")}>{row.risk === null ? null : t(`breach.risk.${row.risk}`)}</Fact>
          <Fact label={t("breach.due")}>
            <Due row={row} />
          </Fact>
          <Fact label={t("breach.aware")}>
            <At instant={row.awareAt} />
          </Fact>
          <Fact label={t("breach.by")}>{row.reportedBy}</Fact>
          <Fact label={t("report.processor")}>{row.processor}</Fact>
        </Facts>
        <p className={styles["said"]} dir="auto">
          {file.what}
        </p>
      </Panel>
      {file.assessment === null ? null : (
        <Panel title={t("wanted.assessment")}>
          <p className={styles["said"]} dir="auto">
            {file.assessment.reasons}
          </p>
          <p className={styles["said"]} dir="auto">
            {file.assessment.measures}
          </p>
          <p className={styles["dim"]}>
            {file.assessment.by} · <At instant={file.assessment.at} />
          </p>
        </Panel>
      )}
      <ReachPanel file={file} />
      {file.notices.map((each) => (
        <Panel key={each.id} title={t(`recipient.${each.said.recipient}`)}>
          <Facts>
            <Fact label={t("notice.at")}>
              <At instant={each.at} />
            </Fact>
            <Fact label={t("notice.categories")}>{each.said.categories}</Fact>
            <Fact label={t("notice.subjects")}>{each.subjects}</Fact>
            <Fact label={t("notice.records")}>{each.records}</Fact>
            <Fact label={t("notice.contact")}>{each.said.contact}</Fact>
            <Fact label={t("notice.late")}>{each.lateReasons}</Fact>
            <Fact label="SHA-256">
              <Code>{each.hash.slice(0, 32)}</Code>
            </Fact>
          </Facts>
          <p
            className={styles["said"]}
            dir="auto"
          >{`${each.said.nature}\n${each.said.consequences}\n${each.said.measures}`}</p>
        </Panel>
      ))}
      {file.lessons === null ? null : (
        <Panel title={t("closing.lessons")}>
          <p className={styles["said"]} dir="auto">
            {file.lessons}
          </p>
        </Panel>
      )}
    </>
  );
}

function Work({ file }: { file: BreachFile }) {
  const { row } = file;
  if (row.wanted.length === 0) return null;
  return (
    <>
      {row.state === "reported" ? <Assessing file={file} /> : null}
      <ReachForm file={file} />
      {row.state === "reported" ? null : <Notifying file={file} />}
      {row.wanted.length === 1 && row.wanted[0] === "closing" ? <Closing file={file} /> : null}
      {row.wanted.includes("subjects") && !row.wanted.includes("authority") ? (
        <Closing file={file} exempt />
      ) : null}
    </>
  );
}

function Assessing({ file }: { file: BreachFile }) {
  const t = useTexts(consoleTexts);
  const [declared, setDeclared] = useState(true);
  const [risk, setRisk] = useState<(typeof breachRisks)[number]>("risk");
  const [reasons, setReasons] = useState("");
  const [measures, setMeasures] = useState("");
  return (
    <Form
      title={t("wanted.assessment")}
      about={t("assess.about")}
      lacks={short(reasons) || short(measures)}
      does={t(declared ? "assess.declare" : "assess.dismiss")}
      send={() =>
        sendAssessment(file.row.id, {
          version: file.version,
          declared,
          risk: declared ? risk : "none",
          reasons: reasons.trim(),
          measures: measures.trim(),
          awareAt: null,
        })
      }
    >
      <Checkbox
        label={t("assess.is")}
        checked={declared}
        onChange={({ currentTarget: { checked } }) => setDeclared(checked)}
      />
      {declared ? (
        <NativeSelect
          label={t("breach.risk")}
          value={risk}
          data={breachRisks.map((value) => ({ value, label: t(`breach.risk.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setRisk(breachRisks.find((one) => one === value) ?? "high")
          }
        />
      ) : null}
      <Words label={t("assess.reasons")} value={reasons} set={setReasons} />
      <Words label={t("assess.measures")} value={measures} set={setMeasures} />
    </Form>
  );
}

function Notifying({ file }: { file: BreachFile }) {
  const t = useTexts(consoleTexts);
  const { language } = useSurroundings();
  const next = file.row.wanted.includes("authority") ? "authority" : "subjects";
  const [recipient, setRecipient] = useState<(typeof breachRecipients)[number]>(next);
  const [said, setSaid] = useState({
    nature: "",
    categories: "",
    contact: "",
    consequences: "",
    measures: "",
    late: "",
  });
  const put = (field: keyof typeof said) => (value: string) => setSaid((now) => ({ ...now, [field]: value }));
  const late = file.row.overdue && recipient === "authority";
  return (
    <Form
      title={t("notice.title")}
      about={t("notice.about")}
      lacks={
        [said.nature, said.consequences, said.measures].some(short) ||
        said.contact.trim() === "" ||
        (late && short(said.late)) ||
        (recipient === "authority" && (file.reach === null || said.categories.trim() === ""))
      }
      does={t("notice.send")}
      send={() =>
        sendNotice(file.row.id, {
          version: file.version,
          recipient,
          nature: said.nature.trim(),
          categories: said.categories.trim(),
          contact: said.contact.trim(),
          consequences: said.consequences.trim(),
          measures: said.measures.trim(),
          lateReasons: late ? said.late.trim() : null,
        })
      }
    >
      <NativeSelect
        label={t("notice.to")}
        value={recipient}
        data={breachRecipients.map((value) => ({ value, label: t(`recipient.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setRecipient(breachRecipients.find((one) => one === value) ?? "authority")
        }
      />
      <Words label={t("notice.nature")} value={said.nature} set={put("nature")} />
      <Words label={t("notice.categories")} value={said.categories} set={put("categories")} />
      <p>
        {file.reach === null
          ? t("notice.uncounted")
          : t("notice.counted", {
              persons: formatNumber(file.reach.persons, language),
              records: formatNumber(file.reach.records, language),
            })}
      </p>
      <TextInput
        label={t("notice.contact")}
        value={said.contact}
        maxLength={300}
        onChange={({ currentTarget: { value } }) => put("contact")(value)}
      />
      <Words label={t("notice.consequences")} value={said.consequences} set={put("consequences")} />
      <Words label={t("notice.measures")} value={said.measures} set={put("measures")} />
      {late ? <Words label={t("notice.late")} value={said.late} set={put("late")} /> : null}
    </Form>
  );
}

function Closing({ file, exempt = false }: { file: BreachFile; exempt?: boolean }) {
  const t = useTexts(consoleTexts);
  const [lessons, setLessons] = useState("");
  const [exemption, setExemption] = useState<(typeof breachExemptions)[number]>("unintelligible");
  return (
    <Form
      title={t(exempt ? "closing.exempt" : "wanted.closing")}
      about={t("closing.about")}
      lacks={short(lessons)}
      does={t("closing.send")}
      send={() =>
        sendClosing(file.row.id, {
          version: file.version,
          lessons: lessons.trim(),
          exemption: exempt ? exemption : null,
        })
      }
    >
      {exempt ? (
        <NativeSelect
          label={t("closing.exemption")}
          value={exemption}
          data={breachExemptions.map((value) => ({ value, label: t(`exemption.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setExemption(breachExemptions.find((one) => one === value) ?? "unintelligible")
          }
        />
      ) : null}
      <Words label={t("closing.lessons")} value={lessons} set={setLessons} />
    </Form>
  );
}
