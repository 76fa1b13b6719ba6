// One inspection: what is looked at, what was demanded, found and ordered, what the unit answered, and the end.
import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import {
  Answer,
  At,
  Fact,
  Facts,
  Page,
  Panel,
  PartialDate,
  problemText,
  RefusalNotice,
  useMay,
  useTexts,
} from "#design/ui";
import type { InspectionFile } from "../contract.ts";
import { inspectionsTexts } from "./inspections-texts.ts";
import styles from "./inspections.module.css";
import { Matter } from "./Matter.tsx";
import { closeInspection, inspectionQuery, takeUp } from "./queries.ts";
import { Raising } from "./Raising.tsx";
import { useActing } from "./use-acting.ts";

const route = getRouteApi("/signed-in/inspections/$inspectionId");

/** The page at its address. */
export function InspectionScreen() {
  const t = useTexts(inspectionsTexts);
  const { inspectionId } = route.useParams();
  const query = useQuery(inspectionQuery(inspectionId));
  return (
    <Page
      title={query.data?.inspection.number ?? t("inspections.title")}
      trail={[{ label: t("inspections.title"), link: (label) => <Link to="/inspections">{label}</Link> }]}
      prints
    >
      <Answer query={query} rows={8}>
        {(file) => <File file={file} />}
      </Answer>
    </Page>
  );
}

function File({ file }: { file: InspectionFile }) {
  const t = useTexts(inspectionsTexts);
  const { inspection } = file;
  const mayWork = useMay("work-inspection");
  const acting = useActing(inspection.id);
  return (
    <div className={styles["page"]}>
      {acting.error === null ? null : (
        <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t)} />
      )}
      <Panel title={inspection.title}>
        <p className={styles["words"]} dir="auto">
          {file.scope}
        </p>
        <Facts>
          <Fact label={t("column.kind")}>{t(`kind.${inspection.kind}`)}</Fact>
          <Fact label={t("column.state")}>{t(`state.${inspection.state}`)}</Fact>
          <Fact label={t("file.opened")}>
            <bdi>{inspection.openedBy}</bdi>, <At instant={inspection.openedAt} day="always" />
          </Fact>
          <Fact label={t("open.basis")}>
            <bdi>{file.basis}</bdi>
          </Fact>
          <Fact label={t("file.period")}>
            <PartialDate value={file.from} /> – <PartialDate value={file.until} />
          </Fact>
          {file.document === null ? null : (
            <Fact label={t("file.document")}>
              <Link to="/evidence/$documentId" params={{ documentId: file.document }}>
                {t("file.document.open")}
              </Link>
            </Fact>
          )}
          {file.conclusion === null ? null : (
            <Fact label={t("file.conclusion")}>
              <span className={styles["said"]} dir="auto">
                {file.conclusion}
              </span>
            </Fact>
          )}
        </Facts>
        <p className={styles["row"]}>
          <Link to="/ledger" search={{ from: file.from, to: file.until }}>
            {t("file.ledger")}
          </Link>
          <Link to="/evidence">{t("file.evidence")}</Link>
        </p>
        {mayWork && inspection.state === "referred" ? (
          <Button loading={acting.isPending} onClick={() => acting.mutate(() => takeUp(inspection.id))}>
            {t("file.takeUp")}
          </Button>
        ) : null}
      </Panel>
      {file.matters.map((one) => (
        <Matter key={one.id} matter={one} inspection={inspection.id} />
      ))}
      {file.matters.length === 0 ? <p>{t("file.noMatters")}</p> : null}
      {mayWork && inspection.state === "open" ? (
        <>
          <Raising inspection={inspection.id} />
          {inspection.open === 0 ? <Closing id={inspection.id} /> : null}
        </>
      ) : null}
    </div>
  );
}

function Closing({ id }: { id: string }) {
  const t = useTexts(inspectionsTexts);
  const acting = useActing(id);
  const [conclusion, setConclusion] = useState("");
  return (
    <Panel title={t("closing.title")}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          acting.mutate(() => closeInspection(id, conclusion.trim()));
        }}
      >
        {acting.error === null ? null : (
          <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t)} />
        )}
        <Textarea
          label={t("file.conclusion")}
          autosize
          minRows={3}
          maxLength={8_000}
          value={conclusion}
          onChange={({ currentTarget: { value } }) => setConclusion(value)}
        />
        <div>
          <Button type="submit" disabled={conclusion.trim().length < 10} loading={acting.isPending}>
            {t("closing.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
