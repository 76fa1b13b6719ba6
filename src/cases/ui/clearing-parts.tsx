// Parts of a clearing as the register and its search show them.
import { At, useTexts } from "#design/ui";
import type { ClearingLine } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";

/** Why a clearing ended, and by whom. */
export function Ended({ ended }: { ended: NonNullable<ClearingLine["ended"]> }) {
  const t = useTexts(casesTexts);
  return (
    <>
      {t(`register.ended.${ended.because}`)} {ended.reason === null ? null : <bdi>{ended.reason}</bdi>}{" "}
      <span className={styles["dim"]}>
        (<bdi>{ended.by.name}</bdi>, <At instant={ended.at} />)
      </span>
    </>
  );
}
