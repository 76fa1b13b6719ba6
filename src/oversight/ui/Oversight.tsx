// The data protection officer's console: who reads what, what was removed, what waits, and what is referred to the authority.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, type FormEvent } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  EmptyList,
  Figure,
  Figures,
  formatNumber,
  Page,
  Panel,
  problemText,
  RefusalNotice,
  useMay,
  useSurroundings,
  useTexts,
  type Column,
  type Language,
  type TranslateOf,
} from "#design/ui";
import type { AccessRow, Oversight, ReferralRow } from "../console-contract.ts";
import { referralSubjects } from "../contract.ts";
import { ConsoleLinks } from "./ConsoleLinks.tsx";
import { confirmReferral, oversightQuery, referralsQuery, sendReferral } from "./console-queries.ts";
import { consoleTexts } from "./console-texts.ts";
import styles from "./console.module.css";

type Translate = TranslateOf<typeof consoleTexts>;

export function OversightScreen() {
  const t = useTexts(consoleTexts);
  const query = useQuery(oversightQuery);
  return (
    <Page title={t("console.title")} prints>
      <div className={styles["page"]}>
        <ConsoleLinks />
        <Answer query={query} rows={10}>
          {(shown) => (
            <>
              <Waiting shown={shown} />
              <Access shown={shown} />
              <Shared shown={shown} />
              <Unmaskings shown={shown} />
              <Removals shown={shown} />
            </>
          )}
        </Answer>
        <ReferralList />
        <ReferralForm />
      </div>
    </Page>
  );
}

const places: Readonly<Record<string, "/rights" | "/approvals" | "/breaches" | "/requests" | "/software">> = {
  "rights-request": "/rights",
  "processing-complaint": "/rights",
  "rights-execution": "/rights",
  "unmasking-review": "/approvals",
  breach: "/breaches",
  "authority-request": "/requests",
  recall: "/requests",
  release: "/software",
};

/** What is late first, then what there is most of: in this order the officer goes through it. */
const inOrder = (waiting: Oversight["waiting"]): Oversight["waiting"] =>
  waiting.toSorted((one, other) => other.overdue - one.overdue || other.open - one.open);

function Waiting({ shown }: { shown: Oversight }) {
  const t = useTexts(consoleTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  const { retention } = shown;
  return (
    <Panel title={t("waiting.title")}>
      <Figures>
        {inOrder(shown.waiting).map(({ what, open, overdue }) => (
          <Figure
            key={what}
            name={t.code("waiting", what)}
            attention={overdue > 0}
            note={
              <Link to={places[what] ?? "/oversight"}>
                {overdue > 0
                  ? t("waiting.overdue", { overdue: number(overdue) })
                  : t(open > 0 ? "waiting.open" : "waiting.none")}
              </Link>
            }
          >
            {number(open)}
          </Figure>
        ))}
        {shown.transfers.map(({ kind, told, unseen }) => (
          <Figure
            key={kind}
            name={t.code("notice", kind)}
            attention={unseen > 0}
            note={<Link to="/requests">{t("waiting.unseen", { unseen: number(unseen) })}</Link>}
          >
            {number(told)}
          </Figure>
        ))}
        <Figure
          name={t("retention.late")}
          attention={retention.late > 0}
          note={
            <Link to="/retention">
              {retention.lastRunAt === null ? (
                t("retention.none")
              ) : (
                <>
                  {t("retention.lastRun")} <At instant={retention.lastRunAt} />
                </>
              )}
            </Link>
          }
        >
          {number(retention.late)}
        </Figure>
        <Figure name={t("retention.deleted")} note={<Link to="/retention">{t("retention.certified")}</Link>}>
          {number(retention.deleted)}
        </Figure>
        <Figure
          name={t("retention.kept")}
          note={
            <Link to="/retention">{t("retention.toDecide", { number: number(retention.keptToDecide) })}</Link>
          }
        >
          {number(retention.kept)}
        </Figure>
      </Figures>
    </Panel>
  );
}

function Access({ shown }: { shown: Oversight }) {
  const t = useTexts(consoleTexts);
  const { language } = useSurroundings();
  const columns = useMemo(() => accessColumns(t, language), [t, language]);
  return (
    <Panel title={t("access.title")}>
      <p className={styles["dim"]}>{t("access.about")}</p>
      <DataTable
        caption={t("access.title")}
        columns={columns}
        rows={shown.access}
        rowKey={(row) => row.person.id}
        empty={<Empty title={t("access.none")} />}
      />
    </Panel>
  );
}

function Empty({ title }: { title: string }) {
  return <EmptyList icon="check" title={title} text="" filtered={false} clear={() => undefined} />;
}

function accessColumns(t: Translate, language: Language): readonly Column<AccessRow>[] {
  const counted = (id: "reads" | "subjects" | "atNight" | "undecided" | "searches", width: number) => ({
    id,
    header: t(`access.${id}`),
    width,
    sortBy: (row: AccessRow) => row[id],
    cell: (row: AccessRow) => formatNumber(row[id], language),
  });
  return [
    {
      id: "person",
      header: t("access.person"),
      names: true,
      width: 210,
      cell: (row) => (
        <Link to="/ledger" search={{ actor: row.person.id }} data-opens>
          <bdi>{row.person.name}</bdi>
        </Link>
      ),
    },
    counted("reads", 100),
    {
      id: "usual",
      header: t("access.usual"),
      width: 120,
      sortBy: (row) => row.usual,
      cell: (row) => formatNumber(row.usual, language),
    },
    counted("subjects", 110),
    counted("atNight", 100),
    counted("undecided", 130),
    counted("searches", 110),
    {
      id: "odd",
      header: t("access.odd"),
      sortBy: (row) => row.oddities.length,
      cell: (row) => (
        <span className={row.oddities.length > 0 ? styles["over"] : undefined}>
          {row.oddities.map((odd) => t(`odd.${odd}`)).join(", ")}
        </span>
      ),
    },
  ];
}

function Shared({ shown }: { shown: Oversight }) {
  const t = useTexts(consoleTexts);
  if (shown.shared.length === 0) return null;
  return (
    <Panel title={t("shared.title")}>
      <ul>
        {shown.shared.map(({ subject, readers, reads }) => (
          <li key={subject}>
            <Link to="/ledger" search={{ subject }}>
              {t("shared.row", { readers, reads })}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Unmaskings({ shown }: { shown: Oversight }) {
  const t = useTexts(consoleTexts);
  return (
    <Panel title={t("unmasking.title")} aside={shown.unmaskings.length}>
      {shown.unmaskings.length === 0 ? <p>{t("unmasking.none")}</p> : null}
      <ul className={styles["list"]}>
        {shown.unmaskings.map((one) => (
          <li key={one.id}>
            <Link to="/approvals/$approvalId" params={{ approvalId: one.id }}>
              <At instant={one.askedAt} /> · {t.code("approval", one.state)}
              {one.outcome === null ? "" : ` · ${t.code("review", one.outcome)}`}
            </Link>{" "}
            {one.overdue ? <strong className={styles["over"]}>{t("unmasking.overdue")}</strong> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Removed = Oversight["removals"][number];
type OfCarrier = Pick<Removed, "carrier" | "name"> & { readonly messages: Readonly<Record<string, number>> };

/** What was removed, in the order of how much it says about the people in the messages. */
const removed = ["PN18", "NOT_ADMITTED", "CARD_MASKED"] as const;

/** One row for each carrier, those with most sensitive content first. */
function byCarrier(removals: readonly Removed[]): readonly OfCarrier[] {
  const carriers = Map.groupBy(removals, ({ carrier }) => carrier);
  const rows = [...carriers.values()].map((of) => ({
    carrier: of[0]?.carrier ?? "",
    name: of[0]?.name ?? "",
    messages: Object.fromEntries(of.map(({ code, messages }) => [code, messages])),
  }));
  const most = (row: OfCarrier) => row.messages[removed[0]] ?? 0;
  return rows.toSorted((one, other) => most(other) - most(one) || (one.carrier < other.carrier ? -1 : 1));
}

function Removals({ shown }: { shown: Oversight }) {
  const t = useTexts(consoleTexts);
  const { language } = useSurroundings();
  const rows = useMemo(() => byCarrier(shown.removals), [shown.removals]);
  const columns: readonly Column<OfCarrier>[] = [
    {
      id: "carrier",
      header: t("removal.carrier"),
      names: true,
      cell: (row) => (
        <Link to="/messages" search={{ carrier: row.carrier }} data-opens>
          <bdi>{row.name}</bdi> <Code>{row.carrier}</Code>
        </Link>
      ),
    },
    ...removed.map((code) => ({
      id: code,
      header: t(`removal.${code}`),
      width: 210,
      sortBy: (row: OfCarrier) => row.messages[code] ?? 0,
      cell: (row: OfCarrier) => formatNumber(row.messages[code] ?? 0, language),
    })),
  ];
  return (
    <Panel title={t("removal.title")} aside={rows.length === 0 ? undefined : rows.length}>
      <p>{t("removal.about")}</p>
      <DataTable
        caption={t("removal.title")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.carrier}
        empty={<Empty title={t("removal.none")} />}
      />
    </Panel>
  );
}

function ReferralList() {
  const t = useTexts(consoleTexts);
  const mayReceive = useMay("receive-referral");
  const queries = useQueryClient();
  const receiving = useMutation({
    mutationFn: confirmReferral,
    onSettled: () => queries.invalidateQueries({ queryKey: ["referrals"] }),
  });
  return (
    <Panel title={t("referral.title")}>
      <Answer query={useQuery(referralsQuery)} rows={2}>
        {({ referrals }) =>
          referrals.length === 0 ? (
            <p>{t("referral.none")}</p>
          ) : (
            <ul>
              {referrals.map((row) => (
                <Referred
                  key={row.id}
                  row={row}
                  receive={mayReceive && row.seenAt === null ? () => receiving.mutate(row.id) : undefined}
                />
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  );
}

function Referred({ row, receive }: { row: ReferralRow; receive: (() => void) | undefined }) {
  const t = useTexts(consoleTexts);
  return (
    <li>
      <At instant={row.at} /> · {t(`referral.subject.${row.subject}`)} ·{" "}
      {t("referral.entries", { number: row.entries })} · <Code>{row.hash.slice(0, 16)}</Code>{" "}
      {row.seenAt === null ? t("referral.unseen") : <At instant={row.seenAt} />}{" "}
      {receive === undefined ? null : (
        <Button size="compact-sm" variant="default" onClick={receive}>
          {t("referral.receive")}
        </Button>
      )}
    </li>
  );
}

function ReferralForm() {
  const t = useTexts(consoleTexts);
  const mayRefer = useMay("refer-reading");
  const queries = useQueryClient();
  const [subject, setSubject] = useState<(typeof referralSubjects)[number]>("access");
  const [entries, setEntries] = useState("");
  const [text, setText] = useState("");
  const numbers = entries
    .split(/[\s,;]+/)
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
  const referring = useMutation({
    mutationFn: () => sendReferral({ subject, text: text.trim(), entries: numbers }),
    onSuccess: () => {
      setText("");
      setEntries("");
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["referrals"] }),
  });
  if (!mayRefer) return null;
  const lacks = numbers.length === 0 || text.trim().length < 10;
  return (
    <Panel title={t("refer.title")}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!lacks) referring.mutate();
        }}
      >
        <p className={styles["dim"]}>{t("refer.about")}</p>
        {referring.error === null ? null : (
          <RefusalNotice problem={referring.error} say={(problem) => problemText(problem, t)} />
        )}
        <NativeSelect
          label={t("refer.subject")}
          value={subject}
          data={referralSubjects.map((value) => ({ value, label: t(`referral.subject.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setSubject(referralSubjects.find((one) => one === value) ?? "other")
          }
        />
        <TextInput
          label={t("refer.entries")}
          description={t("refer.entries.hint")}
          value={entries}
          maxLength={2_000}
          onChange={({ currentTarget: { value } }) => setEntries(value)}
        />
        <Textarea
          label={t("refer.text")}
          autosize
          minRows={3}
          maxLength={8_000}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <div>
          <Button type="submit" disabled={lacks} loading={referring.isPending}>
            {t("refer.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
