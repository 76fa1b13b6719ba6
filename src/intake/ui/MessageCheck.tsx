// The public check of a message: pasted, explained segment by segment, and gone when the page is closed.
import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ExplainedMessage, ExplainedMessages, ManifestShown } from "../explain-contract.ts";
import {
  Code,
  Icon,
  OutsidePage,
  ProblemNotice,
  request,
  TabBar,
  useSubmitKeys,
  useTexts,
  type Outside,
} from "#design/ui";
import { checkExample } from "./check-example.ts";
import { ExplainedSegments } from "./ExplainedSegments.tsx";
import { FileButton } from "./FileButton.tsx";
import { FileDrop } from "./FileDrop.tsx";
import { FindingList } from "./FindingList.tsx";
import { intakeTexts } from "./intake-texts.ts";
import { ManifestReport, ManifestTemplates } from "./ManifestHelp.tsx";
import { ManifestTable } from "./ManifestTable.tsx";
import styles from "./check.module.css";

/** Open to everyone. What is pasted goes to the server once, is answered, and is kept by neither side. */
export function MessageCheckPage({ logo, settings }: Outside) {
  const t = useTexts(intakeTexts);
  const [content, setContent] = useState<string | File>("");
  const field = useRef<HTMLTextAreaElement>(null);
  const asking = useMutation({
    mutationFn: (sent: string | File) =>
      request<ExplainedMessages>("POST", "/v1/explain", { body: new Blob([sent]) }),
  });
  const isEmpty = typeof content === "string" && content.trim() === "";
  const explain = (sent: string | File = content) => {
    if (typeof sent === "string" && sent.trim() === "") field.current?.focus();
    else asking.mutate(sent);
  };
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const take = (next: string | File) => {
    setContent(next);
    asking.reset();
    if (next !== "") explain(next);
  };
  return (
    <OutsidePage logo={logo} settings={settings} title={t("check.title")} lead={t("check.lead")}>
      <FileDrop label={t("check.drop")} onFile={take}>
        <form
          ref={form}
          className={styles["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            explain();
          }}
        >
          {typeof content === "string" ? (
            <Textarea
              ref={field}
              label={t("check.message")}
              description={t("check.message.hint")}
              value={content}
              onChange={(event) => setContent(event.currentTarget.value)}
              rows={asking.data === undefined ? 10 : 6}
              spellCheck={false}
              autoComplete="off"
              dir="ltr"
              styles={{ input: { fontFamily: "var(--font-code)", fontSize: 13, resize: "vertical" } }}
            />
          ) : (
            <p className={styles["file"]}>
              <Icon name="messages" /> <bdi>{content.name}</bdi>
            </p>
          )}
          <div className={styles["acts"]}>
            <Button type="submit" loading={asking.isPending} disabled={isEmpty}>
              {t("check.explain")}
            </Button>
            <FileButton label={t("check.file")} onFile={take} />
            <Button variant="default" onClick={() => take(checkExample)}>
              {t("check.example")}
            </Button>
            {isEmpty ? null : (
              <Button
                variant="subtle"
                onClick={() => {
                  take("");
                  field.current?.focus();
                }}
              >
                {t("check.clear")}
              </Button>
            )}
          </div>
        </form>
      </FileDrop>
      <details className={styles["help"]}>
        <summary>{t("manifest.help")}</summary>
        <p>{t("manifest.help.text")}</p>
        <ManifestTemplates />
      </details>
      <p className={styles["promise"]}>
        <Icon name="ledger" size={16} /> {t("check.promise")}
      </p>
      {asking.error === null ? null : <ProblemNotice problem={asking.error} />}
      {asking.data === undefined ? null : (
        <Results key={asking.submittedAt} found={asking.data} content={asking.variables} />
      )}
    </OutsidePage>
  );
}

function Results({ found, content }: { found: ExplainedMessages; content: string | File }) {
  const t = useTexts(intakeTexts);
  const { messages, complete, manifest } = found;
  const [shown, setShown] = useState(0);
  const first = useRef<HTMLElement>(null);
  useEffect(() => first.current?.focus(), []);
  const message = messages[Math.min(shown, messages.length - 1)];
  if (message === undefined) return null;
  return (
    <section ref={first} className={styles["results"]} aria-label={t("check.results")} tabIndex={-1}>
      {manifest !== null ? (
        <OneManifest message={message} manifest={manifest} content={content} />
      ) : messages.length === 1 ? (
        <OneMessage key={message.index} message={message} />
      ) : (
        <TabBar
          label={t("check.messages")}
          chosen={String(shown)}
          onChoose={(id) => setShown(Number(id))}
          tabs={messages.map((one, index) => ({
            id: String(index),
            label: `${index + 1} ${one.kind}`,
            content: <OneMessage key={one.index} message={one} />,
          }))}
        />
      )}
      {complete ? null : (
        <p className={styles["more"]}>{t("check.moreMessages", { count: messages.length })}</p>
      )}
    </section>
  );
}

function OneManifest({
  message,
  manifest,
  content,
}: {
  message: ExplainedMessage;
  manifest: ManifestShown;
  content: string | File;
}) {
  const t = useTexts(intakeTexts);
  const [chosen, setChosen] = useState<number | null>(null);
  const file = useMemo(() => (typeof content === "string" ? new Blob([content]) : content), [content]);
  return (
    <>
      <p className={styles["summary"]}>
        <strong>{t("manifest.title", { format: manifest.format.toUpperCase() })}</strong>
        <span data-accepted={message.accepted}>
          <Icon name={message.accepted ? "check" : "info"} size={16} />{" "}
          {t(message.accepted ? "check.accepted" : "check.refused")}
        </span>
        <ManifestReport content={file} format={manifest.format} />
      </p>
      <div className={styles["columns"]}>
        <ManifestTable manifest={manifest} findings={message.findings} chosen={chosen} onChoose={setChosen} />
        <section className={styles["findings"]} aria-label={t("inspector.findings")}>
          <h2>
            {t("inspector.findings")}{" "}
            <span>{message.findings.length === 0 ? null : message.findings.length}</span>
          </h2>
          <FindingList findings={message.findings} chosen={chosen} onChoose={setChosen} places="cells" />
        </section>
      </div>
    </>
  );
}

function OneMessage({ message }: { message: ExplainedMessage }) {
  const t = useTexts(intakeTexts);
  const [chosen, setChosen] = useState<number | null>(null);
  const finding = chosen === null ? undefined : message.findings[chosen];
  return (
    <>
      <p className={styles["summary"]}>
        <strong>
          <Code>{[message.kind, message.version].filter((part) => part !== null).join(" ")}</Code>
        </strong>
        <span>{t.code("kind", message.kind)}</span>
        <span data-accepted={message.accepted}>
          <Icon name={message.accepted ? "check" : "info"} size={16} />{" "}
          {t(message.accepted ? "check.accepted" : "check.refused")}
        </span>
        <span>{t("check.segments", { count: message.segmentCount })}</span>
      </p>
      <p className={styles["keys"]}>{t("check.keys")}</p>
      {message.stopped === null ? null : (
        <p className={styles["more"]}>{t("check.moreSegments", { count: message.stopped })}</p>
      )}
      <div className={styles["columns"]}>
        <ExplainedSegments
          segments={message.segments}
          findings={message.findings}
          chosen={finding === undefined ? null : { segment: finding.segment ?? 0, tag: finding.tag ?? "" }}
        />
        <section className={styles["findings"]} aria-label={t("inspector.findings")}>
          <h2>
            {t("inspector.findings")}{" "}
            <span>{message.findings.length === 0 ? null : message.findings.length}</span>
          </h2>
          <FindingList findings={message.findings} chosen={chosen} onChoose={setChosen} />
        </section>
      </div>
    </>
  );
}
