// Bundles the screens: entry src/app/web/index.html, output dist/web. The server serves that folder as it is.
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["OPENPIU_SERVER"] ?? "http://127.0.0.1:8484";

export default defineConfig({
  root: fileURLToPath(new URL("src/app/web", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("dist/web", import.meta.url)),
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
