// One message: what it says (as far as the law keeps it), what was wrong with it, and what was answered.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import type { ReceiptDetail } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  CopyButton,
  Countdown,
  Fact,
  Facts,
  Page,
  TabBar,
  useMay,
  usePurpose,
  useShortcuts,
  useTexts,
} from "#design/ui";
import { AnswerSent } from "./AnswerSent.tsx";
import { FindingList } from "./FindingList.tsx";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";
import { Legend } from "./Legend.tsx";
import type { Chosen } from "./marking.ts";
import { layOut } from "./marks.ts";
import { FindingCounts, FlightCode, KindCode, StateWord } from "./message-parts.tsx";
import { receiptQuery } from "./queries.ts";
import { SourceAbsent } from "./SourceAbsent.tsx";
import { SourceText } from "./SourceText.tsx";

type MessagePart = "source" | "answer" | "envelope";

const here = getRouteApi("/signed-in/m/$receiptId");

/** The message at its address. What it says is asked for only once a purpose is stated. */
export function MessageScreen() {
  const t = useTexts(intakeTexts);
  const { receiptId } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(receiptQuery(receiptId, purpose, useMay("view-quarantine")));
  const receipt = query.data?.receipt;
  return (
    <Page
      title={receipt === undefined ? t("inspector.title") : `${receipt.kind} ${receipt.carrier ?? ""}`.trim()}
      heading={receipt === undefined ? undefined : <Heading receipt={receipt} />}
      trail={[{ label: t("list.title"), link: (label) => <Link to="/messages">{label}</Link> }]}
      facts={query.data === undefined ? undefined : <HeadFacts detail={query.data} />}
      fills
    >
      <Answer query={query}>{(detail) => <Parts key={detail.receipt.id} detail={detail} />}</Answer>
    </Page>
  );
}

function Heading({ receipt }: { receipt: ReceiptDetail["receipt"] }) {
  const mayOpenFlight = useMay("view-flight");
  const { flight } = receipt;
  return (
    <>
      <KindCode receipt={receipt} />{" "}
      {flight === null ? (
        <Code>{receipt.carrier}</Code>
      ) : mayOpenFlight ? (
        <Link to="/f/$flightKey" params={{ flightKey: flight.key }} className={styles["headingLink"]}>
          <FlightCode designator={flight.designator} />
        </Link>
      ) : (
        <FlightCode designator={flight.designator} />
      )}
    </>
  );
}

function HeadFacts({ detail }: { detail: ReceiptDetail }) {
  const t = useTexts(intakeTexts);
  const { receipt, source } = detail;
  return (
    <>
      <StateWord state={receipt.state} />
      <span>
        {t("column.received")} <At instant={receipt.receivedAt} seconds />
      </span>
      {receipt.travellers === 0 ? null : <span>{t("travellers", { count: receipt.travellers })}</span>}
      {receipt.bookings === 0 ? null : <span>{t("bookings", { count: receipt.bookings })}</span>}
      {receipt.errors + receipt.warnings === 0 ? null : (
        <FindingCounts errors={receipt.errors} warnings={receipt.warnings} />
      )}
      {source === null ? null : (
        <span>
          {t("inspector.deleted")} <Countdown to={source.expiresAt} />
        </span>
      )}
    </>
  );
}

function Parts({ detail }: { detail: ReceiptDetail }) {
  const t = useTexts(intakeTexts);
  const { part = "source" } = here.useSearch();
  const { receiptId } = here.useParams();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const open = (next: MessagePart) =>
    void navigate({
      to: "/m/$receiptId",
      params: { receiptId },
      search: next === "source" ? {} : { part: next },
      replace: true,
    });
  const chooseFinding = (index: number) => {
    setChosen({ kind: "finding", index });
    if (part !== "source") open("source");
  };
  return (
    <div className={styles["inspector"]}>
      <TabBar
        label={t("inspector.tabs")}
        fills
        chosen={part}
        onChoose={open}
        tabs={[
          {
            id: "source",
            label: t("inspector.tab.source"),
            content: <SourcePart detail={detail} chosen={chosen} onChoose={setChosen} />,
          },
          {
            id: "answer",
            label: t("inspector.tab.answer"),
            content: <AnswerSent detail={detail} />,
          },
          {
            id: "envelope",
            label: t("envelope.title"),
            content: <Envelope detail={detail} />,
          },
        ]}
      />
      <section className={styles["findingPanel"]} aria-label={t("inspector.findings")}>
        <header>
          <h2>{t("inspector.findings")}</h2>
          <span>{detail.findings.length === 0 ? null : detail.findings.length}</span>
        </header>
        <FindingList
          findings={detail.findings}
          chosen={chosen?.kind === "finding" ? chosen.index : null}
          onChoose={chooseFinding}
        />
      </section>
    </div>
  );
}

function SourcePart({
  detail,
  chosen,
  onChoose,
}: {
  detail: ReceiptDetail;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}) {
  const t = useTexts(intakeTexts);
  const { source, findings } = detail;
  const layout = useMemo(() => (source === null ? null : layOut(source, findings)), [source, findings]);
  const cuts = source?.cuts.length ?? 0;
  useShortcuts(
    cuts === 0
      ? []
      : [
          {
            keys: "KeyC",
            label: t("inspector.nextCut"),
            run: () =>
              onChoose({ kind: "cut", index: chosen?.kind === "cut" ? (chosen.index + 1) % cuts : 0 }),
          },
        ],
  );
  if (source === null || layout === null) return <SourceAbsent detail={detail} />;
  return (
    <>
      <Legend source={source} findings={findings} chosen={chosen} onChoose={onChoose} />
      <SourceText source={source} layout={layout} findings={findings} chosen={chosen} onChoose={onChoose} />
    </>
  );
}

/** Who sent it to whom under which references, and the hash by which the bytes can be recognised. */
function Envelope({ detail }: { detail: ReceiptDetail }) {
  const t = useTexts(intakeTexts);
  const { control, receipt } = detail;
  const code = (value: string | null): ReactNode => (value === null ? null : <Code>{value}</Code>);
  return (
    <div className={styles["envelope"]}>
      <Facts>
        <Fact label={t("envelope.sender")}>{code(control.sender)}</Fact>
        <Fact label={t("envelope.recipient")}>{code(control.recipient)}</Fact>
        <Fact label={t("envelope.interchange")}>{code(control.interchange)}</Fact>
        <Fact label={t("envelope.message")}>{code(control.message)}</Fact>
        {control.part === null ? null : <Fact label={t("envelope.part")}>{control.part}</Fact>}
        <Fact label={t("envelope.version")}>{code(receipt.version)}</Fact>
        <Fact label={t("envelope.channel")}>{t.code("channel", receipt.channel)}</Fact>
        <Fact label={t("envelope.hash")}>
          <span className={styles["hash"]}>
            <bdi dir="ltr" translate="no">
              {detail.sha256}
            </bdi>
            <CopyButton text={detail.sha256} what={t("envelope.hash")} />
          </span>
        </Fact>
        {detail.duplicateOf === null ? null : (
          <Fact label={t("envelope.duplicate")}>
            <Link to="/m/$receiptId" params={{ receiptId: detail.duplicateOf }}>
              {t("envelope.duplicate.open")}
            </Link>
          </Fact>
        )}
      </Facts>
    </div>
  );
}
