// What invented travellers show of the engine and lists in force: recall, mistaken namesakes, and names of each origin alike.
import { At, Code, Notice, Panel, SeverityMark, useTexts } from "#design/ui";
import type { Measurement } from "../contract.ts";
import { qualityTexts } from "./quality-texts.ts";
import { ShareCells, ShareTable } from "./shares.tsx";
import styles from "./quality.module.css";

export function MeasurementPart({ measurement }: { measurement: Measurement | null }) {
  const t = useTexts(qualityTexts);
  return (
    <Panel title={t("measurement.title")}>
      {measurement === null ? (
        <Notice title={t("measurement.none")}>{t("measurement.none.text")}</Notice>
      ) : (
        <Measured measurement={measurement} />
      )}
    </Panel>
  );
}

function Measured({ measurement }: { measurement: Measurement }) {
  const t = useTexts(qualityTexts);
  const { kinds, origins } = measurement;
  const most = Math.max(0.01, ...origins.map(({ alerted }) => alerted.high ?? 0));
  const uneven = (origin: Measurement["origins"][number], of: "alerted" | "missed") =>
    origin.uneven.includes(of) ? (
      <SeverityMark severity="possible" quiet>
        {t(`uneven.${of}`)}
      </SeverityMark>
    ) : null;
  return (
    <>
      <p className={styles["lead"]}>{t("measurement.text")}</p>
      <p className={styles["dim"]}>
        <At instant={measurement.at} /> · {t("measurement.engine")} <Code>{measurement.engineVersion}</Code> ·{" "}
        {t("measurement.profile")} <Code>{measurement.profile}</Code> · {t("measurement.seed")}{" "}
        <Code>{String(measurement.seed)}</Code> ·{" "}
        {measurement.lists.map(({ code, version }) => (
          <span key={code}>
            <Code>{`${code} ${version}`}</Code>{" "}
          </span>
        ))}
      </p>
      <ShareTable caption={t("kinds.caption")} first={t("column.kind")}>
        {kinds
          .filter(({ listed }) => listed)
          .map((share) => (
            <tr key={share.kind}>
              <th scope="row">{t.code("kind", share.kind)}</th>
              <ShareCells share={share} />
            </tr>
          ))}
        <tr className={styles["total"]}>
          <th scope="row">{t("all")}</th>
          <ShareCells share={measurement.recall} />
        </tr>
      </ShareTable>
      <ShareTable caption={t("mistaken.caption")} first={t("column.kind")}>
        {kinds
          .filter(({ listed }) => !listed)
          .map((share) => (
            <tr key={share.kind}>
              <th scope="row">{t.code("kind", share.kind)}</th>
              <ShareCells share={share} />
            </tr>
          ))}
      </ShareTable>
      <p className={styles["lead"]}>{t("origins.text")}</p>
      <ShareTable caption={t("origins.alerted")} first={t("column.origin")} scale="rate">
        {origins.map((origin) => (
          <tr key={origin.origin}>
            <th scope="row">{t.code("origin", origin.origin)}</th>
            <ShareCells share={origin.alerted} scale="rate" most={most} note={uneven(origin, "alerted")} />
          </tr>
        ))}
        <tr className={styles["total"]}>
          <th scope="row">{t("all")}</th>
          <ShareCells share={measurement.decoys} scale="rate" most={most} />
        </tr>
      </ShareTable>
      <ShareTable caption={t("origins.missed")} first={t("column.origin")}>
        {origins.map((origin) =>
          origin.missed === null ? null : (
            <tr key={origin.origin}>
              <th scope="row">{t.code("origin", origin.origin)}</th>
              <ShareCells share={origin.missed} note={uneven(origin, "missed")} />
            </tr>
          ),
        )}
      </ShareTable>
      <ShareTable caption={t("origins.mistaken")} first={t("column.origin")}>
        {origins.map((origin) =>
          origin.mistaken === null ? null : (
            <tr key={origin.origin}>
              <th scope="row">{t.code("origin", origin.origin)}</th>
              <ShareCells share={origin.mistaken} />
            </tr>
          ),
        )}
      </ShareTable>
    </>
  );
}
