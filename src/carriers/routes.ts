// The carrier register over HTTP.
import { guarded } from "#access";
import type { HttpServer } from "#platform";
import { CarrierRegister } from "./contract.ts";
import { carrierDeskRoutes, type DeskServices } from "./desk-routes.ts";
import { loadCarriers, loadCredentials } from "./store.ts";
import { rowOf } from "./wire.ts";

/** Adds the routes; the gate must be open. */
export function carrierRoutes(server: HttpServer, services: DeskServices): void {
  const { database } = services;
  carrierDeskRoutes(server, services);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers",
      action: "view-carriers",
      summary: "The carrier register",
      schema: { response: { 200: CarrierRegister } },
    },
    async (_request, actor) =>
      database.transaction(actor, async (tx) => {
        const credentials = await loadCredentials(tx);
        const carriers = await loadCarriers(tx);
        return { carriers: carriers.map((carrier) => rowOf(carrier, credentials)) };
      }),
  );
}
