// The purpose for which personal data are opened: asked once, kept in memory for the session, sent with every such request.
import { Button } from "@mantine/core";
import { createContext, use, useId, useMemo, useState, type ReactNode } from "react";
import type { Purpose } from "#vocabulary";
import { Icon } from "./icons.tsx";
import { useShortcuts } from "./keyboard.tsx";
import styles from "./purpose.module.css";
import { useDesignTexts } from "./surroundings.tsx";

const order = Object.keys({
  TERR: true,
  SERIOUS: true,
  BORDER: true,
  CHILD_PROTECTION: true,
  RIGHTS: true,
  OVERSIGHT: true,
  QUALITY: true,
  CRITERIA: true,
  TEST: true,
} satisfies Record<Purpose, true>) as readonly Purpose[];

type PurposeChoice = {
  readonly purpose: Purpose | null;
  /** Those this person's roles admit, in the order shown. */
  readonly offered: readonly Purpose[];
  readonly choose: (purpose: Purpose | null) => void;
};

const PurposeContext = createContext<PurposeChoice>({
  purpose: null,
  offered: order,
  choose: () => undefined,
});

/** Keeps the chosen purpose: in memory only, so that it ends with the page. */
export function PurposeProvider({
  offered = order,
  children,
}: {
  offered?: readonly Purpose[];
  children: ReactNode;
}) {
  const [purpose, choose] = useState<Purpose | null>(null);
  const value = useMemo(() => ({ purpose, offered, choose }), [purpose, offered]);
  return <PurposeContext value={value}>{children}</PurposeContext>;
}

/** The purpose stated in this session, null when none is. Give it to `get(path, { purpose })`. */
export function usePurpose(): PurposeChoice {
  return use(PurposeContext);
}

/** Shows its content once a purpose is stated, and asks for it before. `children` is given the purpose. */
export function PurposeGate({ children }: { children: (purpose: Purpose) => ReactNode }) {
  const { purpose } = usePurpose();
  return purpose === null ? <PurposeQuestion /> : children(purpose);
}

/** The question itself: one press of a button or of its number. */
export function PurposeQuestion({ onChosen }: { onChosen?: () => void }) {
  const t = useDesignTexts();
  const { purpose, offered, choose } = usePurpose();
  const heading = useId();
  const take = (chosen: Purpose) => {
    choose(chosen);
    onChosen?.();
  };
  useShortcuts(
    offered.map((one, index) => ({
      keys: `Digit${index + 1}`,
      label: t(`purpose.${one}`),
      run: () => take(one),
    })),
  );
  return (
    <section className={styles["question"]} aria-labelledby={heading}>
      <span className={styles["icon"]}>
        <Icon name="purpose" size={26} />
      </span>
      <h2 id={heading}>{t("purpose.title")}</h2>
      <p className={styles["text"]}>{t("purpose.text")}</p>
      <ul className={styles["list"]}>
        {offered.map((one, index) => (
          <li key={one}>
            <button
              type="button"
              className={styles["choice"]}
              aria-pressed={purpose === one}
              onClick={() => take(one)}
            >
              <kbd aria-hidden="true">{index + 1}</kbd>
              <span>
                <strong>{t(`purpose.${one}`)}</strong>
                <span className={styles["hint"]}>{t(`purpose.${one}.hint`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The stated purpose as it stands in the top bar, with the way to change it. */
export function PurposeChip({ onChange }: { onChange: () => void }) {
  const t = useDesignTexts();
  const { purpose } = usePurpose();
  if (purpose === null) return null;
  return (
    <Button
      className="purpose"
      variant="subtle"
      size="compact-sm"
      leftSection={<Icon name="purpose" size={14} />}
      title={t("purpose.change")}
      onClick={onChange}
    >
      <span className="spoken">{t("purpose.label")}: </span>
      {t(`purpose.${purpose}`)}
    </Button>
  );
}
