// What would become of a transmission, found before it is sent; then sending it, and the receipt.
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { DeliveryReceipt } from "../contract.ts";
import type { CheckedTransmission } from "../send-contract.ts";
import { Code, Icon, Loading, ProblemNotice, useTexts } from "#design/ui";
import { FindingList } from "./FindingList.tsx";
import { ManifestReport } from "./ManifestHelp.tsx";
import { ManifestTable } from "./ManifestTable.tsx";
import { intakeTexts } from "./intake-texts.ts";
import { inTheForm } from "./private-findings.ts";
import { checkTransmission, sendTransmission } from "./send-queries.ts";
import styles from "./check.module.css";

type Checked = CheckedTransmission["messages"][number];

/** Checks as soon as it is there; sends when told to. `key` it by the content. */
export function SendChecked({
  token,
  content,
  onSent,
  isForm = false,
}: {
  token: string;
  content: Blob;
  onSent: () => void;
  /** The content was filled in by hand: what was found is said of the form's fields. */
  isForm?: boolean;
}) {
  const t = useTexts(intakeTexts);
  // A mutation that runs by itself would run twice; a query of this one content runs once.
  const checking = useQuery({
    queryKey: ["checked", content.size, content instanceof File ? content.lastModified : 0],
    queryFn: () => checkTransmission(token, content),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const sending = useMutation({ mutationFn: () => sendTransmission(token, content), onSuccess: onSent });
  if (sending.data !== undefined) return <Receipt receipt={sending.data} />;
  if (checking.error !== null) return <ProblemNotice problem={checking.error} />;
  if (checking.data === undefined) return <Loading rows={3} />;
  const { messages, manifest } = checking.data;
  const taken = messages.filter(({ verdict }) => verdict === "take").length;
  return (
    <div className={styles["checked"]}>
      <h2>{t("send.checked")}</h2>
      {messages.map((message, index) => (
        <CheckedMessage
          key={index}
          message={message}
          manifest={index === 0 ? manifest : null}
          isForm={isForm}
          report={
            manifest === null || isForm ? null : (
              <ManifestReport content={content} format={manifest.format} token={token} />
            )
          }
        />
      ))}
      {sending.error === null ? null : <ProblemNotice problem={sending.error} />}
      <div className={styles["acts"]}>
        <Button loading={sending.isPending} disabled={taken === 0} onClick={() => sending.mutate()}>
          {t("send.send")}
        </Button>
        {taken === 0 ? <span className={styles["nothing"]}>{t("send.nothing")}</span> : null}
      </div>
    </div>
  );
}

function CheckedMessage({
  message,
  manifest,
  isForm,
  report,
}: {
  message: Checked;
  manifest: CheckedTransmission["manifest"];
  isForm: boolean;
  report: ReactNode;
}) {
  const t = useTexts(intakeTexts);
  const [chosen, setChosen] = useState<number | null>(null);
  const isGood = message.verdict === "take";
  return (
    <section className={styles["checkedMessage"]}>
      <p className={styles["summary"]}>
        <span data-accepted={isGood}>
          <Icon name={isGood ? "check" : "info"} size={16} /> {t(`send.verdict.${message.verdict}`)}
        </span>
        {manifest === null ? <span>{t.code("kind", message.kind)}</span> : null}
        {message.flight === null ? null : <Code>{message.flight}</Code>}
        {message.travellers === 0 ? null : <span>{t("travellers", { count: message.travellers })}</span>}
        {message.bookings === 0 ? null : <span>{t("bookings", { count: message.bookings })}</span>}
        {report}
      </p>
      {message.findings.length === 0 ? null : manifest === null || isForm ? (
        <div className={styles["checkedFindings"]}>
          <FindingList
            findings={
              isForm
                ? message.findings.map((one) => inTheForm(one, (field) => t(`private.${field}`)))
                : message.findings
            }
            chosen={null}
            onChoose={() => undefined}
            places={isForm ? "persons" : "segments"}
          />
        </div>
      ) : (
        <div className={styles["columns"]}>
          <ManifestTable
            manifest={manifest}
            findings={message.findings}
            chosen={chosen}
            onChoose={setChosen}
          />
          <div className={styles["findings"]}>
            <FindingList findings={message.findings} chosen={chosen} onChoose={setChosen} places="cells" />
          </div>
        </div>
      )}
    </section>
  );
}

function Receipt({ receipt }: { receipt: DeliveryReceipt }) {
  const t = useTexts(intakeTexts);
  return (
    <div className={styles["checked"]}>
      <h2>
        <Icon name="check" /> {t(receipt.duplicateOf === null ? "send.done" : "send.repeated")}
      </h2>
      <p>
        {t("send.receipt")} <Code>{receipt.deliveryId}</Code>
      </p>
      <ul className={styles["templates"]}>
        {receipt.messages.map((message) => (
          <li key={message.receiptId}>
            <Code>{message.kind}</Code> {t.code("state", message.state)}
            {message.travellers === 0 ? null : <>, {t("travellers", { count: message.travellers })}</>}
          </li>
        ))}
      </ul>
    </div>
  );
}
