// The server as a program: `node src/app/main.ts [--demo]`.
import { fileURLToPath } from "node:url";
import { serve } from "./cli/serve.ts";

process.exitCode = await serve(process.argv.slice(2), {
  environment: process.env,
  root: fileURLToPath(new URL("../..", import.meta.url)),
  out: (line) => console.log(line),
  err: (line) => console.error(line),
});
