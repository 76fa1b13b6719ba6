// Going live over HTTP: how modules of high risk stand, the officer's advice, the head's decision, and the stop (LED-27).
import { guarded } from "#access";
import {
  isRefusal,
  type Actor,
  type HttpServer,
  type Refusal,
  type Services,
  type Transaction,
} from "#platform";
import { closed } from "#vocabulary";
import { ModuleAdvice, ModuleDecision, Modules, ModuleStop, RiskyModuleName } from "./going-live-contract.ts";
import { adviseModule, decideModule, modulesNow, stopModule } from "./going-live.ts";

const byModule = closed({ module: RiskyModuleName });
const response = { 200: Modules };

/** Adds the routes; the gate must be open. */
export function goingLiveRoutes(server: HttpServer, { database }: Services): void {
  const act = (
    actor: Actor,
    work: (tx: Transaction) => Promise<Refusal | undefined>,
  ): Promise<Modules | Refusal> =>
    database.transaction(actor, async (tx) => {
      const refused = await work(tx);
      return isRefusal(refused) ? refused : modulesNow(tx);
    });
  guarded(
    server,
    {
      method: "GET",
      url: "/api/evidence/modules",
      action: "view-evidence",
      summary: "Modules of high risk: which are in operation, on which assessment, decided by whom",
      schema: { response },
    },
    (_request, actor) => database.transaction(actor, modulesNow),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/modules/:module/advice",
      action: "advise-module",
      stepUp: true,
      summary: "Advise on putting a module in operation, as data protection officer",
      schema: { params: byModule, body: ModuleAdvice, response },
    },
    ({ params: { module }, body: { advice } }, actor) => act(actor, (tx) => adviseModule(tx, module, advice)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/modules/:module/decision",
      action: "put-in-operation",
      stepUp: true,
      summary: "Put a module in operation on the officer's advice, or refuse it",
      schema: { params: byModule, body: ModuleDecision, response },
    },
    ({ params: { module }, body }, actor) => act(actor, (tx) => decideModule(tx, module, body)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/modules/:module/stop",
      action: "stop-module",
      summary: "Take a module out of operation at once",
      schema: { params: byModule, body: ModuleStop, response },
    },
    ({ params: { module }, body: { reason } }, actor) => act(actor, (tx) => stopModule(tx, module, reason)),
  );
}
