// The tabs of an object: the same order on every object of a kind, [ and ] go through them.
import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useShortcuts } from "./keyboard.tsx";
import { useDesignTexts } from "./surroundings.tsx";
import styles from "./tab-bar.module.css";

export type Tab<Id extends string> = {
  readonly id: Id;
  readonly label: string;
  /** What is counted under it. */
  readonly count?: number;
  readonly content: ReactNode;
};

/** Tabs with their panels; only the chosen panel is drawn. `fills`: the panel takes the height that is left. */
export function TabBar<Id extends string>({
  tabs,
  chosen,
  onChoose,
  label,
  fills = false,
}: {
  tabs: readonly Tab<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
  label: string;
  fills?: boolean;
}) {
  const t = useDesignTexts();
  const step = (by: number) => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next !== undefined) onChoose(next.id);
  };
  useShortcuts([
    { keys: "BracketLeft", label: t("keys.previousTab"), run: () => step(-1) },
    { keys: "BracketRight", label: t("keys.nextTab"), run: () => step(1) },
  ]);
  const current = tabs.find((tab) => tab.id === chosen) ?? tabs[0];
  return (
    <Tabs
      value={current?.id ?? null}
      keepMounted={false}
      className={fills ? styles["fills"] : undefined}
      onChange={(value) => {
        const next = tabs.find((tab) => tab.id === value);
        if (next !== undefined) onChoose(next.id);
      }}
    >
      <Tabs.List aria-label={label} className={styles["list"]}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id}>
            {tab.label}
            {tab.count === undefined ? null : <span className={styles["count"]}>{tab.count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id} className={styles["panel"]}>
          {tab.content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
