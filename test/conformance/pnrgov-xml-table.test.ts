// pnrgov.md §11 name by name: each element and attribute of PNRGOV XML that holds a fact gives it.
import { describe, expect, it } from "vitest";
import { codesOf, only } from "./messages.ts";

const leg =
  '<FlightLeg CarrierCode="J2" FlightNumber="75" DepartureDateTime="2026-06-20T12:30:00" ArrivalDateTime="2026-06-20T16:10:00">' +
  '<DepartureAirport LocationCode="GYD"/><ArrivalAirport LocationCode="FRA"/></FlightLeg>';
const pnr = `<PNR NumberOfPassengers="1" PNR_TransDate="2026-06-18T11:30:00" PNR_CreationDate="2026-05-01T10:20:00">
<BookingRefID ID="ABC123"><CompanyName Code="J2"/></BookingRefID>
<POS><Source AgentSine="AGENT1" PseudoCityCode="OFFICE1" ISOCountry="AZ" AirportCode="GYD"><RequestorID Type="5" ID="32393340"/></Source></POS>
<ContactInfo PhoneNumber="994125550100" EmailAddress="ROBIN@EXAMPLE.ORG"><AddressLine>1 HIGH STREET</AddressLine><CityName>BAKU</CityName><PostalCode>AZ1000</PostalCode><CountryName Code="AZ"/></ContactInfo>
<Passenger RPH="1" SurnameRefNumber="1" PTC="ADT"><GivenName>ROBIN</GivenName><Surname>KESTREL</Surname>
<CustLoyalty ProgramID="J2" MembershipID="99887766"/>
<TicketDocument TicketDocumentNbr="7711234567890" Type="T" DateOfIssue="2026-05-02"><TotalFare Amount="150.00" CurrencyCode="AZN"/>
<PaymentInfo PaymentType="CC" PaymentAmount="150.00" CurrencyCode="AZN" VendorCode="VI" AccountNbr="4111111111111111" ExpiryDate="1228"/></TicketDocument>
<DOC_SSR SSRCode="DOCS"><DOCS DateOfBirth="1972-03-16" ExpiryDate="2031-08-09" FirstGivenName="ROBIN" SecondGivenName="ANN" Surname="KESTREL" Gender="F" IssuingLoc="GBR" PaxNationality="GBR" TravelDocType="P" TravelDocNbr="C0190101"/></DOC_SSR>
</Passenger>
<Flight DepartureDateTime="2026-06-20T12:30:00" ArrivalDateTime="2026-06-20T16:10:00" ResBookDesigCode="Y" NumberInParty="1" Status="HK" FlightNumber="75">
<DepartureAirport LocationCode="GYD"/><ArrivalAirport LocationCode="FRA"/><Equipment AirEquipType="333"/><OperatingAirline Code="LH" FlightNumber="815"/><MarketingAirline Code="J2"/>
<SSR SSRCode="SEAT" Status="HK" RPH="1"><Text>12D</Text></SSR>
<CheckInInfo Time="2026-06-20T07:00:00"><BoardingNumber Number="15" RPH="1"/><SeatNumber CabinClass="Y">12D</SeatNumber></CheckInInfo>
</Flight></PNR>`;
const document = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Version="13.1"><Originator AirlineCode="J2" SystemCode="J2"/>${body}</IATA_PNRGOV_NotifRQ>`;

describe("names", () => {
  const message = only(document(`${leg}<PNRs NumberOfPnrs="1">${pnr}</PNRs>`));
  const [booking, ...others] = message.bookings ?? [];
  const traveller = booking?.travellers[0];
  it("the push of all rows is one booking, accepted", () => {
    expect([message.accepted, others.length, booking?.travellers.length]).toEqual([true, 0, 1]);
  });
  it.each<[row: string, found: unknown, expected: Record<string, unknown>]>([
    [
      "FlightLeg",
      message.push?.flight,
      {
        carrier: "J2",
        number: "75",
        from: "GYD",
        to: "FRA",
        departs: "2026-06-20T12:30",
        arrives: "2026-06-20T16:10",
      },
    ],
    ["PNRs@NumberOfPnrs", message.push, { statedBookings: 1 }],
    ["BookingRefID@ID, CompanyName@Code", booking, { locator: "ABC123", carrier: "J2" }],
    [
      "PNR@PNR_CreationDate, @PNR_TransDate",
      booking,
      { createdAt: "2026-05-01T10:20", sentAt: "2026-06-18T11:30" },
    ],
    ["POS/Source, RequestorID", booking?.agency, { iata: "32393340", country: "AZ" }],
    [
      "ContactInfo@PhoneNumber, @EmailAddress",
      booking?.contacts,
      { phones: ["994125550100"], emails: ["ROBIN@EXAMPLE.ORG"] },
    ],
    [
      "ContactInfo/AddressLine, CityName, PostalCode",
      booking?.contacts.addresses[0],
      { line: "1 HIGH STREET", city: "BAKU", postcode: "AZ1000" },
    ],
    ["Passenger/GivenName, Surname", traveller, { ref: "1", surname: "KESTREL", given: "ROBIN" }],
    [
      "CustLoyalty@ProgramID, @MembershipID",
      traveller,
      { frequentFlyer: [{ carrier: "J2", number: "99887766" }] },
    ],
    [
      "TicketDocument@TicketDocumentNbr, TotalFare",
      traveller,
      { tickets: [{ number: "7711234567890", amount: "150.00", currency: "AZN" }] },
    ],
    [
      "PaymentInfo",
      booking?.payments[0],
      {
        form: "CC",
        amount: "150.00",
        card: { vendor: "VI", masked: "411111XXXXXX1111", expires: "2028-12" },
      },
    ],
    [
      "DOC_SSR/DOCS",
      traveller,
      {
        birthDate: "1972-03-16",
        sex: "F",
        nationality: "GBR",
        documents: [{ type: "P", number: "C0190101", issuer: "GBR", expires: "2031-08-09" }],
      },
    ],
    [
      "Flight",
      booking?.segments[0],
      {
        carrier: "J2",
        number: "75",
        from: "GYD",
        to: "FRA",
        departs: "2026-06-20T12:30",
        arrives: "2026-06-20T16:10",
        status: "HK",
        class: "Y",
      },
    ],
    ["Flight/OperatingAirline, Equipment", booking?.segments[0], { operating: "LH", equipment: "333" }],
    ["SSR SEAT", traveller, { seats: [{ seat: "12D", from: "GYD", to: "FRA" }] }],
    [
      "CheckInInfo/BoardingNumber, SeatNumber",
      traveller,
      { checkIns: [expect.objectContaining({ number: "15", seat: "12D" })] },
    ],
  ])("row %s", (_row, found, expected) => {
    expect(found).toMatchObject(expected);
  });
});

describe("documents otherwise than the guide has them", () => {
  it("XML11: neither a PNR nor a FlightLeg in it", () => {
    const message = only('<?xml version="1.0"?>\n<Local><!-- <PNR> --></Local>');
    expect([message.accepted, codesOf(message)]).toEqual([false, ["XML11"]]);
  });
  it("XML08, XML09: another root, no FlightLeg: the flight that all PNRs have in common", () => {
    const message = only(`<?xml version="1.0"?>\n<DaneXML>${pnr}</DaneXML>`);
    expect(codesOf(message)).toEqual(expect.arrayContaining(["XML08", "XML09"]));
    expect(message.push?.flight).toMatchObject({ carrier: "J2", number: "75", from: "GYD", to: "FRA" });
  });
  it("XML10: an element that is no part of a push is told, and what it holds goes", () => {
    const message = only(
      document(
        `${leg}<PNRs NumberOfPnrs="1">${pnr.replace("</PNR>", "<Strange>SECRET</Strange></PNR>")}</PNRs>`,
      ),
    );
    expect(codesOf(message)).toContain("XML10");
    expect(JSON.stringify(message.bookings)).not.toContain("SECRET");
  });
  it("XML07: an entity that is not defined stays as it is written", () => {
    const message = only(
      document(
        `${leg}<PNRs NumberOfPnrs="1">${pnr.replace("<Surname>KESTREL", "<Surname>KES&foo;TREL")}</PNRs>`,
      ),
    );
    expect(codesOf(message)).toContain("XML07");
  });
});
