// Bundles the screens: entry src/app/web/index.html, output dist/web, which a running server takes over at its next page.
import { existsSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = process.env["OPENPIU_SERVER"] ?? "http://127.0.0.1:8484";

const built = fileURLToPath(new URL("dist/web", import.meta.url));
const underWay = `${built}.new`;

/** A build is made beside the one in use and takes its place when it is whole: nobody ever meets half of one. */
const takeItsPlace: Plugin = {
  name: "take-its-place",
  apply: "build",
  writeBundle: {
    order: "post",
    sequential: true,
    handler: () => {
      const before = `${built}.before`;
      rmSync(before, { recursive: true, force: true });
      if (existsSync(built)) renameSync(built, before);
      renameSync(underWay, built);
      rmSync(before, { recursive: true, force: true });
    },
  },
};

export default defineConfig({
  root: fileURLToPath(new URL("src/app/web", import.meta.url)),
  plugins: [react(), takeItsPlace],
  build: {
    outDir: underWay,
    emptyOutDir: true,
    // Nothing inline: the pages are served with a policy that admits files of this origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    rolldownOptions: {
      // Our own modules do nothing by being imported, but style sheets and the start; so each screen's chunk holds only
      // what that screen uses of the shared pieces.
      treeshake: {
        moduleSideEffects: [{ test: /[\\/]src[\\/].*(?<!main)\.tsx?$/, sideEffects: false }],
      },
    },
  },
  server: {
    // `vite` alone develops the screens against a server that is already running.
    proxy: { "/api": { target: server, changeOrigin: false } },
  },
});
