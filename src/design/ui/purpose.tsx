// The purpose for which personal data are opened: asked once, kept in memory for the session, sent with every such request.
import { Button } from "@mantine/core";
import { createContext, use, useEffect, useId, useMemo, useState, type ReactNode } from "react";
import type { Purpose } from "#vocabulary";
import { stateGround } from "./api-client.ts";
import { forgetGrounds, groundAt, noteGround, pathGround } from "./ground.ts";
import { Icon } from "./icons.tsx";
import { useShortcuts } from "./keyboard.tsx";
import { useOffenceCodes } from "./offence.tsx";
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
  /** `ground`: what was stated with it, an offence or the number of a file. */
  readonly choose: (purpose: Purpose | null, ground?: string) => void;
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
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const value = useMemo(
    () => ({
      purpose,
      offered,
      choose: (chosen: Purpose | null, ground?: string) => {
        stateGround((path) =>
          pathGround(path, chosen, ground ?? (chosen === "TERR" ? "offence:TERR" : null)),
        );
        setPurpose(chosen);
      },
    }),
    [purpose, offered],
  );
  // Who comes next states their own.
  useEffect(
    () => () => {
      forgetGrounds();
      stateGround(() => null);
    },
    [],
  );
  return <PurposeContext value={value}>{children}</PurposeContext>;
}

/** The purpose stated in this session, null when none is. Give it to `get(path, { purpose })`. */
export function usePurpose(): PurposeChoice {
  return use(PurposeContext);
}

/** Remembers that an alert or a case is about these persons: whoever goes on to them from here has it as their ground. */
export function useGroundOf(ground: string, personKeys: readonly string[]): void {
  const keys = personKeys.join(" ");
  useEffect(() => {
    if (keys !== "") noteGround(ground, keys.split(" "));
  }, [ground, keys]);
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
  const [asking, setAsking] = useState<Purpose | null>(null);
  const take = (chosen: Purpose, ground?: string) => {
    if (ground === undefined && groundAt(chosen) !== null) return setAsking(chosen);
    choose(chosen, ground);
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
              aria-pressed={(asking ?? purpose) === one}
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
      {asking === null ? null : (
        <GroundQuestion key={asking} purpose={asking} onStated={(ground) => take(asking, ground)} />
      )}
    </section>
  );
}

/** The offence, or the number of the file: with the purpose it is what the law asks for (PNRD-1.2). */
function GroundQuestion({ purpose, onStated }: { purpose: Purpose; onStated: (ground: string) => void }) {
  const t = useDesignTexts();
  const field = useId();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const asked = groundAt(purpose);
  const offences = useOffenceCodes();
  if (asked === null) return null;
  const text = typed.trim().toUpperCase();
  return (
    <form
      className={styles["ground"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (asked.pattern.test(text)) onStated(`${asked.kind}:${text}`);
        else setWrong(true);
      }}
    >
      <label htmlFor={field}>{t(`ground.${asked.kind}`)}</label>
      <span className={styles["hint"]} id={`${field}h`}>
        {t(`ground.${asked.kind}.hint`)}
      </span>
      <span className={styles["row"]}>
        <input
          id={field}
          value={typed}
          dir="ltr"
          // Asked for by the very press before: the next thing to do is to type it.
          ref={(input) => input?.focus()}
          autoComplete="off"
          list={asked.kind === "offence" ? `${field}o` : undefined}
          aria-describedby={`${field}h`}
          aria-invalid={wrong}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <Button type="submit" size="compact-md">
          {t("ground.state")}
        </Button>
      </span>
      {asked.kind === "offence" ? (
        <datalist id={`${field}o`}>
          {offences.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </datalist>
      ) : null}
      {/* What is meant by the code that was typed, before anything is opened on it. */}
      <output>{offences.find(({ value }) => value === text)?.label}</output>
    </form>
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
