// How the channels work at this moment over HTTP, for those who look after carriers' connections and programs that watch.
import { guarded } from "#access";
import type { Clock, HttpServer } from "#platform";
import { operationNow, type OperationServices } from "./operation.ts";
import { Operation } from "./operation-contract.ts";

/** Figures not older than this are shown as they are: many who look at once ask the database once. */
const freshMs = 5_000;

/** Adds the route; the gate must be open. */
export function operationRoutes(
  server: HttpServer,
  services: OperationServices & { readonly clock: Clock; readonly flush: () => Promise<void> },
): void {
  let known: { readonly at: number; readonly figures: Promise<Operation> } | null = null;

  function fresh(): Promise<Operation> {
    const at = services.clock.now().getTime();
    if (known !== null && at - known.at < freshMs) return known.figures;
    const figures = services.flush().then(() => operationNow(services));
    const asked = { at, figures };
    known = asked;
    figures.catch(() => {
      if (known === asked) known = null;
    });
    return figures;
  }

  guarded(
    server,
    {
      method: "GET",
      url: "/api/operation",
      action: "view-carriers",
      summary: "How the channels of carriers work at this moment",
      schema: { response: { 200: Operation } },
    },
    fresh,
  );
}
