// Masks one person on one flight: values go into the vault, tokens into the records, in one transaction.
import { isRefusal, periodKeyName, type Keyring, type Refusal, type Transaction } from "#platform";
import { maskBooking, maskTraveller } from "./masked.ts";
import {
  bookingsToMask,
  travellersToMask,
  writeMaskedBooking,
  writeMaskedTraveller,
  type MaskedOf,
} from "./mask-store.ts";
import { putInVault, type VaultItem } from "./vault.ts";

/**
 * Masks the person's rows and the booking they stand in (Directive (EU) 2016/681 Art. 12(2)); rows masked before stay as they
 * are. `keptUntil`: until when there are grounds to keep them. Runs as the part that alone sees what has expired. Returns how many rows were masked; refuses when their period's key is destroyed.
 */
export async function maskPerson(
  tx: Transaction,
  keyring: Pick<Keyring, "periods">,
  of: MaskedOf,
  keptUntil: Date,
): Promise<number | Refusal> {
  const travellers = await travellersToMask(tx, of);
  const ids = travellers.flatMap(({ booking_id: id }) => (id === null ? [] : [id]));
  const bookings = await bookingsToMask(tx, of, ids);
  const place = { flightDate: of.date, flightId: of.flightId };
  const items: VaultItem[] = [];
  for (const {
    traveller_id: id,
    booking_id: _booking,
    first_received_at: received,
    ...values
  } of travellers) {
    const { kept, clear } = maskTraveller(values);
    items.push({
      periodKey: periodKeyName("vault", received),
      subject: { kind: "traveller", ...place, id },
      elements: clear,
    });
    writeMaskedTraveller(tx, of, id, kept, { until: keptUntil });
  }
  for (const { booking_id: id, detail, first_received_at: received } of bookings) {
    const { kept, clear } = maskBooking(detail);
    items.push({
      periodKey: periodKeyName("vault", received),
      subject: { kind: "booking", ...place, id },
      elements: clear,
    });
    writeMaskedBooking(tx, of, id, kept, { until: keptUntil });
  }
  const refused = await putInVault(tx, keyring, items);
  if (isRefusal(refused)) return refused;
  if (items.length > 0) {
    tx.record({
      action: "person.masked",
      subjectKind: "traveller",
      subjectId: of.personId,
      about: [of.personId],
      detail: { rows: items.length },
    });
  }
  return items.length;
}
