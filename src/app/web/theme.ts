// Mantine dressed in this product's own colours and sizes; its variables go into a constructed sheet, not an inline one.
import {
  ActionIcon,
  Button,
  convertCssVariables,
  createTheme,
  defaultCssVariablesResolver,
  DEFAULT_THEME,
  Input,
  Menu,
  mergeMantineTheme,
  Modal,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";

const sea: MantineColorsTuple = [
  "#e6f6f3",
  "#cdebe5",
  "#a3dbd0",
  "#74c9ba",
  "#4bb6a5",
  "#2da391",
  "#178776",
  "#0f7268",
  "#0b5c54",
  "#07463f",
];
const stone: MantineColorsTuple = [
  "#f6f9f9",
  "#eef4f4",
  "#e2eaea",
  "#d7e1e1",
  "#b9c8c9",
  "#8ea2a4",
  "#6f8689",
  "#47605f",
  "#2c4447",
  "#10262a",
];
const deep: MantineColorsTuple = [
  "#e4edec",
  "#bccbcc",
  "#9fb4b6",
  "#5d7b83",
  "#213439",
  "#1b2c31",
  "#121f23",
  "#0d181b",
  "#0b1417",
  "#091214",
];
const coral: MantineColorsTuple = [
  "#fdeae8",
  "#fad3cf",
  "#f5aaa4",
  "#f08077",
  "#e85c51",
  "#d8433a",
  "#c92f26",
  "#a81f18",
  "#87160f",
  "#650d08",
];

export const theme = createTheme({
  colors: { sea, gray: stone, dark: deep, red: coral },
  primaryColor: "sea",
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--font-code)",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  defaultRadius: "sm",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "16px" },
  headings: { fontWeight: "640" },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    // The page itself never scrolls, so there is nothing to lock (and no style to inject for it).
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, radius: "md", transitionProps: { duration: 90 } },
    }),
    Button: Button.extend({ defaultProps: { fw: 600 } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle" } }),
    Menu: Menu.extend({
      defaultProps: {
        transitionProps: { duration: 80 },
        shadow: "md",
        withInitialFocusPlaceholder: false,
        // In its landmark, and read where its button stands.
        withinPortal: false,
      },
    }),
    Input: Input.extend({ defaultProps: { size: "sm" } }),
  },
});

/** Mantine's own variables set to the tokens, so that both speak of the same colours in both themes. */
export const variables: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-body": "var(--panel)",
    "--mantine-color-dimmed": "var(--ink-dim)",
    "--mantine-color-placeholder": "var(--ink-faint)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-error": "var(--strong)",
    "--mantine-color-default": "var(--panel)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-disabled": "var(--hover)",
    "--mantine-color-disabled-color": "var(--ink-faint)",
    "--mantine-color-disabled-border": "var(--line)",
    "--mantine-primary-color-filled": "var(--accent-ground)",
    "--mantine-primary-color-light": "var(--accent-soft)",
    "--mantine-primary-color-light-hover": "var(--accent-soft)",
    "--mantine-primary-color-light-color": "var(--accent)",
    "--mantine-color-sea-filled": "var(--accent-ground)",
    "--mantine-color-sea-light": "var(--accent-soft)",
    "--mantine-color-sea-light-hover": "var(--accent-soft)",
    "--mantine-color-sea-light-color": "var(--accent)",
    "--mantine-color-sea-outline": "var(--accent)",
    "--mantine-shadow-md": "var(--shadow)",
    "--mantine-shadow-xl": "var(--shadow)",
  };
  return { variables: {}, light: both, dark: both };
};

/**
 * Puts the theme's variables on the page. A constructed sheet needs no permission for inline styles, so the server's
 * content policy can refuse them.
 */
export function installTheme(): void {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const base = defaultCssVariablesResolver(merged);
  const own = variables(merged);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables(
      {
        variables: { ...base.variables, ...own.variables },
        light: { "--mantine-color-scheme": "light", ...base.light, ...own.light },
        dark: { "--mantine-color-scheme": "dark", ...base.dark, ...own.dark },
      },
      ":root",
    ),
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
