// The public check of messages at its address: open to everyone, with the settings that need no person.
import { Link } from "@tanstack/react-router";
import { useSurroundings } from "#design/ui";
import { MessageCheckPage } from "#intake/ui";
import { Banner } from "./Banner.tsx";
import { Logo } from "./Logo.tsx";
import { QuickSettings } from "./QuickSettings.tsx";
import styles from "./shell.module.css";

export function CheckRoute() {
  const { language } = useSurroundings();
  return (
    <div className={styles["outside"]} lang={language}>
      <Banner />
      <MessageCheckPage
        logo={
          <Link to="/">
            <Logo />
          </Link>
        }
        settings={<QuickSettings />}
      />
    </div>
  );
}
