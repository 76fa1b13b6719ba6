// The menu of the signed-in person: language, theme, row height, shortcuts, sign out.
import { Menu, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Session } from "#access/contract";
import { accessTexts, changeSession, keepLocale, signOut } from "#access/ui";
import { Icon, isLanguage, languages, useMay, useTexts, type Language } from "#design/ui";
import type { DialogName } from "./Dialogs.tsx";
import { usePreferences, type Density, type Scheme } from "./preferences.tsx";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

const schemes: readonly Scheme[] = ["dark", "light", "system"];
const densities: readonly Density[] = ["compact", "normal", "relaxed"];

export function UserMenu({
  person,
  onDialog,
}: {
  person: Session["person"];
  onDialog: (dialog: DialogName) => void;
}) {
  const t = useTexts(shellTexts);
  const roles = useTexts(accessTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const mayReport = useMay("report-breach");
  const { language, scheme, density, singleKeys, set } = usePreferences();
  const leave = async () => {
    await signOut();
    // First away from here: the shell would take an ended session for one that ran out.
    await navigate({ to: "/sign-in" });
    changeSession(queries, null);
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
        <Menu.RadioGroup
          value={language}
          onChange={(chosen) => {
            if (isLanguage(chosen)) chooseLanguage(chosen);
          }}
        >
          {Object.entries(languages).map(([code, name]) => (
            <Menu.RadioItem key={code} value={code} lang={code}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t("menu.theme")}</Menu.Label>
        <Menu.RadioGroup
          value={scheme}
          onChange={(chosen) => set({ scheme: schemes.find((one) => one === chosen) ?? scheme })}
        >
          {schemes.map((one) => (
            <Menu.RadioItem key={one} value={one}>
              {t(`menu.theme.${one}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t("menu.density")}</Menu.Label>
        <Menu.RadioGroup
          value={density}
          onChange={(chosen) => set({ density: densities.find((one) => one === chosen) ?? density })}
        >
          {densities.map((one) => (
            <Menu.RadioItem key={one} value={one}>
              {t(`menu.density.${one}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem
          value="singleKeys"
          checked={singleKeys}
          onChange={() => set({ singleKeys: !singleKeys })}
        >
          {t("menu.singleKeys")}
        </Menu.CheckboxItem>
        <Menu.Item
          leftSection={<Icon name="keyboard" size={14} />}
          closeMenuOnClick
          onClick={() => onDialog("shortcuts")}
        >
          {t("menu.shortcuts")}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="purpose" size={14} />}
          closeMenuOnClick
          onClick={() => onDialog("password")}
        >
          {roles("password.change")}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="person" size={14} />}
          closeMenuOnClick
          onClick={() => void navigate({ to: "/me/access" })}
        >
          {roles("ways.menu")}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="clock" size={14} />}
          closeMenuOnClick
          onClick={() => void navigate({ to: "/me/duty" })}
        >
          {roles("duty.menu")}
        </Menu.Item>
        {mayReport ? (
          <Menu.Item
            leftSection={<Icon name="alerts" size={14} />}
            closeMenuOnClick
            onClick={() => void navigate({ to: "/breaches/report" })}
          >
            {t("menu.breach")}
          </Menu.Item>
        ) : null}
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

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join("");
}
