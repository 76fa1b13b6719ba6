// Checks with INTERPOL: asked of an alert, their answers, and reports of persons who seek protection, by two persons.
import { Button, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  Answer,
  At,
  Code,
  Countdown,
  Panel,
  problemText,
  RefusalNotice,
  TextForm,
  useDesignTexts,
  useMay,
  usePurpose,
  useTexts,
  useOffenceNames,
} from "#design/ui";
import { offences } from "#disclosures/contract";
import type { AskInterpol, Enquiries, EnquiryAnswer } from "../contract.ts";
import { enquiryTexts } from "./enquiry-texts.ts";
import styles from "./exchange.module.css";
import { act, askInterpol, enquiriesQuery, openEnquiry } from "./queries.ts";

type Enquiry = Enquiries["enquiries"][number];
export type AlertOf = Pick<AskInterpol, "alertKind" | "alertId">;

/** Of one alert, with the means to ask; or all. */
export function EnquiryPanel({ alert = null }: { alert?: AlertOf | null }) {
  const t = useTexts(enquiryTexts);
  const query = useQuery(enquiriesQuery(alert?.alertId ?? null));
  const mayAsk = useMay("take-up-exchange");
  return (
    <Panel title={t("title")} aside={query.data?.enquiries.filter(isOpen).length ?? 0}>
      <Answer query={query} rows={3}>
        {({ enquiries, canAsk }) => (
          <>
            {enquiries.length === 0 ? <p>{t("none")}</p> : null}
            <ul className={styles["list"]}>
              {enquiries.map((row) => (
                <Row key={row.id} row={row} of={alert} />
              ))}
            </ul>
            {alert === null || !mayAsk ? null : canAsk ? <Ask alert={alert} /> : <p>{t("no-line")}</p>}
          </>
        )}
      </Answer>
    </Panel>
  );
}

const isOpen = ({ state }: Enquiry): boolean =>
  state === "waiting" || state === "drafted" || state === "endorsed";

function Row({ row, of }: { row: Enquiry; of: AlertOf | null }) {
  const t = useTexts(enquiryTexts);
  return (
    <li className={styles["item"]} data-item>
      <span className={styles["line"]}>
        <Code>{row.reference}</Code>
        <span>{t(`kind.${row.kind}`)}</span>
        <strong>{row.result === null ? t(`state.${row.state}`) : t(`result.${row.result}`)}</strong>
        {row.late ? <span>{t("late")}</span> : null}
        <Code dim>{row.handling.join(" ")}</Code>
        {isOpen(row) ? (
          <span>
            {t("due")} <Countdown to={row.dueAt} />
          </span>
        ) : (
          <At instant={row.answeredAt ?? row.askedAt} day="always" />
        )}
        {of !== null ? null : row.alertKind === "listed" ? (
          <Link to="/a/$alertId" params={{ alertId: row.alertId }}>
            {t("alert")}
          </Link>
        ) : (
          <Link to="/ra/$alertId" params={{ alertId: row.alertId }}>
            {t("alert")}
          </Link>
        )}
      </span>
      <Said row={row} />
      <Report row={row} of={of} />
    </li>
  );
}

/** What INTERPOL said: shown when somebody asks for it, and kept in no cache. */
function Said({ row }: { row: Enquiry }) {
  const t = useTexts(enquiryTexts);
  const may = useMay("open-exchange");
  const { purpose } = usePurpose();
  const [said, setSaid] = useState<EnquiryAnswer | null>(null);
  const opening = useMutation({ mutationFn: () => openEnquiry(row.id, purpose), onSuccess: setSaid });
  if (said !== null) {
    return (
      <>
        <ul className={styles["list"]}>
          {said.records.map((one) => (
            <li key={one.reference} className={styles["line"]}>
              <Code>{one.reference}</Code>
              <Code dim>{`${one.country ?? ""} ${one.kind}`}</Code>
              <bdi>{one.text}</bdi>
            </li>
          ))}
        </ul>
        <p>
          {t("until")} <At instant={said.until} day="always" />
        </p>
      </>
    );
  }
  return row.canOpen && may && purpose !== null ? (
    <Button
      size="compact-xs"
      variant="default"
      loading={opening.isPending}
      onClick={() => opening.mutate()}
      aria-label={`${t("open")} ${row.reference}`}
    >
      {t("open")}
    </Button>
  ) : null;
}

/** The report of a protected person: drafted, stood for by a reviewer for protection, sent by a supervisor. */
function Report({ row, of }: { row: Enquiry; of: AlertOf | null }) {
  const t = useTexts(enquiryTexts);
  const queries = useQueryClient();
  const mayWork = useMay("take-up-exchange");
  const mayRelease = useMay("decide-onward");
  const send = async (path: string, body: object): Promise<void> => {
    await act<Enquiries>(`enquiries/${row.id}/${path}`, body);
    await queries.invalidateQueries({ queryKey: enquiriesQuery(of?.alertId ?? null).queryKey });
  };
  const step = (path: "endorsement" | "release", submit: string) => (
    <>
      {[true, false].map((go) => (
        <TextForm
          key={String(go)}
          label={t("reason")}
          submit={go ? submit : t("drop")}
          danger={!go}
          lacking={t("reason")}
          maxLength={2000}
          rows={1}
          onSubmit={(reason) => send(path, { go, reason })}
        />
      ))}
    </>
  );
  if (row.kind === "protected-person") {
    if (row.state === "drafted" && mayWork) return step("endorsement", t("endorse"));
    return row.state === "endorsed" && mayRelease ? step("release", t("release")) : null;
  }
  return row.result === "hit" && row.canOpen && mayWork ? (
    <details>
      <summary>{t("protection")}</summary>
      <p>{t("protection.text")}</p>
      <Button size="compact-xs" variant="default" onClick={() => void send("protection", {})}>
        {t("protection")}
      </Button>
    </details>
  ) : null;
}

function Ask({ alert }: { alert: AlertOf }) {
  const t = useTexts(enquiryTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const { purpose } = usePurpose();
  const names = useOffenceNames();
  const [offence, setOffence] = useState<AskInterpol["offence"] | null>(null);
  const asking = useMutation({
    mutationFn: (said: Omit<AskInterpol, keyof AlertOf>) => askInterpol({ ...alert, ...said }, purpose),
    onSuccess: (now) => queries.setQueryData(enquiriesQuery(alert.alertId).queryKey, now),
  });
  return (
    <>
      {asking.error === null ? null : (
        <RefusalNotice problem={asking.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Button
        size="xs"
        variant="default"
        loading={asking.isPending}
        onClick={() => asking.mutate({ of: "documents" })}
      >
        {t("ask.documents")}
      </Button>
      <Select
        size="xs"
        label={t("offence")}
        data={offences.map((value) => ({ value, label: names.get(value) ?? value }))}
        value={offence ?? null}
        onChange={(value) => setOffence(offences.find((each) => each === value) ?? null)}
      />
      <Button
        size="xs"
        variant="default"
        disabled={offence === null}
        loading={asking.isPending}
        onClick={() =>
          offence === null
            ? undefined
            : asking.mutate({ of: "person", ...(offence === undefined ? {} : { offence }) })
        }
      >
        {t("ask.person")}
      </Button>
    </>
  );
}
