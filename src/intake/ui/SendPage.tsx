// The carriers' own page: send a file or the list of a private flight, checked first, and see what was received.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Answer, Icon, Lead, OutsidePage, Panel, TabBar, useTexts, type Outside } from "#design/ui";
import { CarrierEntry } from "./CarrierEntry.tsx";
import { FileButton } from "./FileButton.tsx";
import { FileDrop } from "./FileDrop.tsx";
import { intakeTexts } from "./intake-texts.ts";
import { ManifestTemplates } from "./ManifestHelp.tsx";
import { OwnDeliveryTable } from "./OwnDeliveries.tsx";
import { CarrierStopNotice } from "./planned/StopNotices.tsx";
import { PrivateFlight } from "./PrivateFlight.tsx";
import styles from "./check.module.css";
import { ownDeliveriesQuery } from "./send-queries.ts";
import { SendChecked } from "./SendChecked.tsx";

/** For carriers without a system of their own. The token stays in this page's memory and is gone with it. */
export function SendPage({ logo, settings }: Outside) {
  const t = useTexts(intakeTexts);
  const [token, setToken] = useState<string | null>(null);
  return (
    <OutsidePage logo={logo} settings={settings} title={t("send.title")}>
      {token === null ? (
        <CarrierEntry lead={t("send.lead")} onToken={setToken} />
      ) : (
        <Desk token={token} onLeave={() => setToken(null)} />
      )}
    </OutsidePage>
  );
}

type Part = "file" | "private" | "received";

function Desk({ token, onLeave }: { token: string; onLeave: () => void }) {
  const t = useTexts(intakeTexts);
  const queries = useQueryClient();
  const [part, setPart] = useState<Part>("file");
  const query = useQuery(ownDeliveriesQuery(token));
  const leave = () => {
    queries.removeQueries({ queryKey: ["own-deliveries"] });
    onLeave();
  };
  const sent = () => void queries.invalidateQueries({ queryKey: ["own-deliveries"] });
  return (
    <>
      <p className={styles["signed"]}>
        {t("send.as", { code: query.data?.carrier.code ?? "…" })}
        <Button size="compact-sm" variant="default" onClick={leave}>
          {t("send.leave")}
        </Button>
      </p>
      <CarrierStopNotice token={token} />
      <TabBar
        label={t("send.tabs")}
        chosen={part}
        onChoose={setPart}
        tabs={[
          { id: "file", label: t("send.tab.file"), content: <FilePart token={token} onSent={sent} /> },
          {
            id: "private",
            label: t("send.tab.private"),
            content: <PrivateFlight token={token} onSent={sent} />,
          },
          {
            id: "received",
            label: t("send.tab.received"),
            content: (
              <Answer query={query}>
                {({ deliveries }) => <OwnDeliveryTable deliveries={deliveries} />}
              </Answer>
            ),
          },
        ]}
      />
    </>
  );
}

function FilePart({ token, onSent }: { token: string; onSent: () => void }) {
  const t = useTexts(intakeTexts);
  const [file, setFile] = useState<File | null>(null);
  return (
    <Panel title={t("send.tab.file")}>
      <Lead>{t("send.file.lead")}</Lead>
      <ManifestTemplates />
      <FileDrop label={t("send.drop")} onFile={setFile}>
        <div className={styles["acts"]}>
          <FileButton label={t(file === null ? "send.file.choose" : "send.file.other")} onFile={setFile} />
          {file === null ? null : (
            <span className={styles["file"]}>
              <Icon name="messages" /> <bdi>{file.name}</bdi>
            </span>
          )}
        </div>
      </FileDrop>
      {file === null ? null : (
        <SendChecked
          key={`${file.name} ${file.size} ${file.lastModified}`}
          token={token}
          content={file}
          onSent={onSent}
        />
      )}
    </Panel>
  );
}
