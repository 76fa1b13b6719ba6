// One case: its alerts, its history, notes, and how it ends.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import {
  Answer,
  At,
  Code,
  Dialog,
  Page,
  Panel,
  problemText,
  say,
  SeverityMark,
  Strength,
  useDesignTexts,
  useMay,
  useShortcuts,
  useTexts,
} from "#design/ui";
import type { CaseDetail } from "../contract.ts";
import { FlightLink, MaskedPerson } from "./alert-parts.tsx";
import { CaseState } from "./CaseList.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { addNote, caseQuery, closeCase } from "./queries.ts";

const here = getRouteApi("/signed-in/c/$caseId");

/** The case at its address. */
export function CaseScreen() {
  const t = useTexts(casesTexts);
  const { caseId } = here.useParams();
  const query = useQuery(caseQuery(caseId));
  const row = query.data?.case;
  const mayWork = useMay("work-case");
  const [closing, setClosing] = useState(false);
  return (
    <Page
      title={row?.reference ?? t("case.column.reference")}
      heading={
        row === undefined ? undefined : (
          <>
            <Code>{row.reference}</Code> <bdi className={styles["caseTitle"]}>{row.title}</bdi>
          </>
        )
      }
      trail={[{ label: t("cases.title"), link: (label) => <Link to="/cases">{label}</Link> }]}
      facts={
        row === undefined ? undefined : (
          <>
            <CaseState state={row.state} />
            <span>
              {t("case.column.opened")} <At instant={row.openedAt} />, <bdi>{row.openedBy.name}</bdi>
            </span>
          </>
        )
      }
      actions={
        mayWork && row?.state === "open" ? (
          <Button size="xs" variant="default" onClick={() => setClosing(true)}>
            {t("case.close")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query}>
        {(detail) => (
          <div className={styles["casePage"]}>
            <Alerts detail={detail} />
            <History detail={detail} mayWrite={mayWork && detail.case.state === "open"} />
            <Dialog title={t("case.close")} opened={closing} onClose={() => setClosing(false)}>
              <TextForm
                label={t("case.close.reason")}
                hint={t("case.close.hint")}
                button={t("case.close.submit")}
                said={t("case.closedSaid")}
                caseId={detail.case.id}
                send={closeCase}
                onSent={() => setClosing(false)}
              />
            </Dialog>
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Alerts({ detail }: { detail: CaseDetail }) {
  const t = useTexts(casesTexts);
  return (
    <Panel title={t("case.alerts")} aside={detail.alerts.length}>
      <ul className={styles["caseAlerts"]}>
        {detail.alerts.map((alert) => (
          <li key={alert.id}>
            <Link to="/a/$alertId" params={{ alertId: alert.id }}>
              <SeverityMark severity={alert.band}>
                <Strength value={alert.strength} />
              </SeverityMark>
            </Link>
            <MaskedPerson alert={alert} />
            <FlightLink flight={alert.flight} />
            <Code dim>{alert.list}</Code>
            <span>{t(`queue.state.${alert.state}`)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function History({ detail, mayWrite }: { detail: CaseDetail; mayWrite: boolean }) {
  const t = useTexts(casesTexts);
  return (
    <Panel title={t("case.history")}>
      <ol className={styles["events"]}>
        {detail.events.map((event, index) => (
          <li key={`${event.at} ${index}`} data-kind={event.kind}>
            <p>
              <strong>{t.code("case.event", event.kind)}</strong>{" "}
              <span className={styles["dim"]}>
                <bdi>{event.by}</bdi>, <At instant={event.at} />
              </span>
            </p>
            <p className={styles["eventText"]}>
              <bdi>{event.text}</bdi>
            </p>
          </li>
        ))}
      </ol>
      {mayWrite ? (
        <TextForm
          label={t("case.note")}
          hint={t("case.note.hint")}
          button={t("case.note.submit")}
          said={t("case.noted")}
          caseId={detail.case.id}
          send={addNote}
        />
      ) : null}
    </Panel>
  );
}

function TextForm({
  label,
  hint,
  button,
  said,
  caseId,
  send,
  onSent,
}: {
  label: string;
  hint: string;
  button: string;
  said: string;
  caseId: string;
  send: (id: string, text: string) => Promise<CaseDetail>;
  onSent?: () => void;
}) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [short, setShort] = useState(false);
  const sending = useMutation({
    mutationFn: () => send(caseId, text.trim()),
    onSuccess: (detail) => {
      queries.setQueryData(caseQuery(caseId).queryKey, detail);
      void queries.invalidateQueries({ queryKey: ["cases"] });
      setText("");
      say(said);
      onSent?.();
    },
  });
  const submit = () => {
    setShort(text.trim().length < 3);
    if (text.trim().length >= 3) sending.mutate();
  };
  useShortcuts([{ keys: "Mod+Enter", label: button, run: submit }]);
  return (
    <form
      noValidate
      className={styles["textForm"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        label={label}
        description={hint}
        autosize
        minRows={3}
        maxLength={4000}
        value={text}
        error={
          short
            ? t("case.tooShort")
            : sending.error === null
              ? undefined
              : problemText(sending.error, t, common)
        }
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" loading={sending.isPending} rightSection={<kbd>Ctrl ↵</kbd>}>
        {button}
      </Button>
    </form>
  );
}
