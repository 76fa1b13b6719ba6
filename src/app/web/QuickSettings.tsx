// Language and theme for whoever is not signed in yet.
import { Button, Menu } from "@mantine/core";
import { Icon, isLanguage, languages, useTexts } from "#design/ui";
import { usePreferences, type Scheme } from "./preferences.tsx";
import { shellTexts } from "./shell-texts.ts";

const schemes: readonly Scheme[] = ["dark", "light", "system"];

/** Two menus; each language is named in itself. */
export function QuickSettings() {
  const t = useTexts(shellTexts);
  const { language, scheme, set } = usePreferences();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" size="compact-md" leftSection={<Icon name="language" />}>
            <span className="spoken">{t("menu.language")}: </span>
            {languages[language]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={language}
            onChange={(chosen) => {
              if (isLanguage(chosen)) set({ language: chosen });
            }}
          >
            {Object.entries(languages).map(([code, name]) => (
              <Menu.RadioItem key={code} value={code} lang={code} closeMenuOnClick>
                {name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" size="compact-md" leftSection={<Icon name="moon" />}>
            <span className="spoken">{t("menu.theme")}: </span>
            {t(`menu.theme.${scheme}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={scheme}
            onChange={(chosen) => set({ scheme: schemes.find((one) => one === chosen) ?? scheme })}
          >
            {schemes.map((one) => (
              <Menu.RadioItem key={one} value={one} closeMenuOnClick>
                {t(`menu.theme.${one}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
