// Language and theme for whoever is not signed in yet.
import { Button, Menu } from "@mantine/core";
import { Icon, languages, useTexts, type Language } from "#design/ui";
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
          {Object.entries(languages).map(([code, name]) => (
            <Menu.Item
              key={code}
              role="menuitemradio"
              aria-checked={code === language}
              lang={code}
              onClick={() => set({ language: code as Language })}
            >
              {name}
            </Menu.Item>
          ))}
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
          {schemes.map((one) => (
            <Menu.Item
              key={one}
              role="menuitemradio"
              aria-checked={one === scheme}
              onClick={() => set({ scheme: one })}
            >
              {t(`menu.theme.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
