// The server as a program: `node src/app/main.ts [--demo]`.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Before the first module of ours is loaded: the second start finds them compiled.
enableCompileCache();
const { serve } = await import("./cli/serve.ts");

// Nothing that a failed start has left open keeps the process alive.
process.exit(
  await serve(process.argv.slice(2), {
    environment: process.env,
    root: fileURLToPath(new URL("../..", import.meta.url)),
    out: (line) => console.log(line),
    err: (line) => console.error(line),
  }),
);
