// Synthetic PNRGOV XML for measuring: one push of PNRs of two invented travellers each, the same bytes every time.
import type { Traffic } from "./pnrgov-traffic.ts";

const surnames = "SMITH MAMMADOV NGUYEN GARCIA KOWALSKI ALIYEVA TANAKA OKAFOR".split(" ");
const givens = "ANNA JOHN LEYLA MARIA PETER KENAN YUKI".split(" ");

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
const digits = (n: number, width: number): string => String(n).padStart(width, "0");

function traveller(pnr: number, rph: number): string {
  const n = pnr * 2 + rph;
  const [surname, given] = [pick(surnames, pnr), pick(givens, n)];
  return `      <Passenger RPH="${rph}" SurnameRefNumber="1.${rph}" PTC="ADT" AccompaniedByInfantInd="false">
        <GivenName>${given}</GivenName>
        <Surname>${surname}</Surname>
        <NameTitle>${rph === 1 ? "MRS" : "MR"}</NameTitle>
        <CustLoyalty ProgramID="J2" MembershipID="${digits(n, 9)}"/>
        <DOC_SSR SSRCode="DOCS" Status="HK" ServiceQuantity="1">
          <FlightInfo Code="J2"/>
          <DOCS DocType="P" IssuingLoc="AZE" DocNumber="C${digits(n, 8)}" PaxNationality="AZE" DateOfBirth="19${digits((n % 50) + 40, 2)}-03-04" Gender="${rph === 1 ? "F" : "M"}" ExpiryDate="2030-11-11" Surname="${surname}" FirstGivenName="${given}"/>
        </DOC_SSR>
        <TicketDocument TicketDocumentNbr="771${digits(n, 10)}" Type="T" DateOfIssue="2026-05-02">
          <BaseFare Amount="400.00" CurrencyCode="AZN"/>
          <TotalFare Amount="455.50" CurrencyCode="AZN"/>
          <PaymentInfo PaymentType="CA" PaymentUse="NEW" PaymentAmount="455.50"/>
        </TicketDocument>
      </Passenger>
`;
}

function booking(pnr: number): string {
  return `    <PNR NumberOfPassengers="2" PNR_TransDate="2026-06-19T05:59:00" PNR_CreationDate="2026-05-01T10:20:00">
      <BookingRefID ID="X${digits(pnr, 5)}"><CompanyName Code="J2"/></BookingRefID>
      <OSI><Airline Code="J2"/><Text>CTCM 99412${digits(pnr, 7)}</Text></OSI>
      <POS><Source PseudoCityCode="BAKJ208AA" ISOCountry="AZ" AirportCode="BAK"><RequestorID Type="5" ID="99912345"/></Source></POS>
${traveller(pnr, 1)}${traveller(pnr, 2)}      <Flight DepartureDateTime="2026-06-20T12:30:00" ArrivalDateTime="2026-06-20T16:10:00" ResBookDesigCode="Y" NumberInParty="2" Status="HK" FlightNumber="75">
        <DepartureAirport LocationCode="GYD"/>
        <ArrivalAirport LocationCode="FRA"/>
        <Equipment AirEquipType="320"/>
        <MarketingAirline Code="J2"/>
        <SSR SSRCode="SEAT" Status="HK" ServiceQuantity="1" BoardPoint="GYD" OffPoint="FRA" RPH="1"><Airline Code="J2"/><Text>${(pnr % 40) + 1}A</Text></SSR>
      </Flight>
    </PNR>
`;
}

/** About `size` bytes: one push. A document may have 8 MB. */
export function pnrgovXmlTraffic(size: number): Traffic {
  const bookings = Math.max(1, Math.round(size / Buffer.byteLength(booking(1))));
  const pnrs = Array.from({ length: bookings }, (_, pnr) => booking(pnr)).join("");
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Version="13.1" TimeStamp="2026-06-19T12:30:00" TransactionIdentifier="0000000101">
  <Originator AirlineCode="J2" SystemCode="J2"/>
  <FlightLeg CarrierCode="J2" FlightNumber="0075" DepartureDateTime="2026-06-20T12:30:00" ArrivalDateTime="2026-06-20T16:10:00">
    <DepartureAirport LocationCode="GYD"/>
    <ArrivalAirport LocationCode="FRA"/>
  </FlightLeg>
  <PNRs NumberOfPnrs="${bookings}">
${pnrs}  </PNRs>
</IATA_PNRGOV_NotifRQ>
`;
  return { bytes: Buffer.from(text), travellers: bookings * 2, bookings };
}
