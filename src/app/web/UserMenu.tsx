// The menu of the signed-in person: language, theme, row height, shortcuts, sign out.
import { Menu, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Session } from "#access/contract";
import { accessTexts, changeSession, keepLocale, signOut } from "#access/ui";
import { Icon, languages, useTexts, type Language } from "#design/ui";
import { usePreferences, type Density, type Scheme } from "./preferences.tsx";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

const schemes: readonly Scheme[] = ["dark", "light", "system"];
const densities: readonly Density[] = ["compact", "normal", "relaxed"];

export function UserMenu({ person, onShortcuts }: { person: Session["person"]; onShortcuts: () => void }) {
  const t = useTexts(shellTexts);
  const roles = useTexts(accessTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { language, scheme, density, singleKeys, set } = usePreferences();
  const leave = async () => {
    await signOut();
    changeSession(queries, null);
    await navigate({ to: "/sign-in" });
  };
  const chooseLanguage = (chosen: Language) => {
    set({ language: chosen });
    // The browser keeps the choice anyway; the server's copy is for mails and other machines.
    keepLocale(chosen).catch(() => undefined);
  };
  return (
    <Menu position="bottom-end" width={250} closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton className={styles["user"]}>
          <span className={styles["initials"]} aria-hidden="true">
            {initials(person.name)}
          </span>
          <span className="spoken">{t("menu.user")}: </span>
          <bdi>{person.name}</bdi>
          <Icon name="down" size={12} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={styles["userMenu"]}>
        <Menu.Label>{person.roles.map((role) => roles(`role.${role}`)).join(", ")}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t("menu.language")}</Menu.Label>
        {(Object.entries(languages) as [Language, string][]).map(([code, name]) => (
          <Choice key={code} chosen={code === language} lang={code} onChoose={() => chooseLanguage(code)}>
            {name}
          </Choice>
        ))}
        <Menu.Label>{t("menu.theme")}</Menu.Label>
        {schemes.map((one) => (
          <Choice key={one} chosen={one === scheme} onChoose={() => set({ scheme: one })}>
            {t(`menu.theme.${one}`)}
          </Choice>
        ))}
        <Menu.Label>{t("menu.density")}</Menu.Label>
        {densities.map((one) => (
          <Choice key={one} chosen={one === density} onChoose={() => set({ density: one })}>
            {t(`menu.density.${one}`)}
          </Choice>
        ))}
        <Menu.Divider />
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={singleKeys}
          leftSection={<Tick on={singleKeys} />}
          onClick={() => set({ singleKeys: !singleKeys })}
        >
          {t("menu.singleKeys")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="keyboard" size={14} />} closeMenuOnClick onClick={onShortcuts}>
          {t("menu.shortcuts")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="leave" size={14} />}
          closeMenuOnClick
          onClick={() => {
            void leave();
          }}
        >
          {t("menu.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({
  chosen,
  lang,
  onChoose,
  children,
}: {
  chosen: boolean;
  lang?: string;
  onChoose: () => void;
  children: string;
}) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      lang={lang}
      leftSection={<Tick on={chosen} />}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}

function Tick({ on }: { on: boolean }) {
  return (
    <span style={{ visibility: on ? "visible" : "hidden", display: "inline-flex" }}>
      {<Icon name="check" size={14} />}
    </span>
  );
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join("");
}
