"""English sentences of the suite of identifiers."""

from __future__ import annotations

from collections.abc import Sequence

from tests.identifier_cases import (
    Case,
    Group,
    Rng,
    address,
    amount,
    british,
    card,
    card_broken,
    card_grouped,
    cas,
    coordinates,
    credit_code,
    digits,
    doi,
    elsewhere,
    hexadecimal,
    hotline,
    iban,
    inside,
    isbn,
    landline,
    mobile,
    mobile_abroad,
    mobile_grouped,
    nino,
    north_american,
    of,
    order,
    passport,
    passport_foreign,
    plate,
    resident,
    resident_grouped,
    ssn,
    url,
    version,
    wrong,
)  # fmt: skip

GIVEN = (
    "Alma",
    "Bertram",
    "Cordelia",
    "Dexter",
    "Edith",
    "Fergus",
    "Greta",
    "Hollis",
    "Imogen",
    "Jasper",
    "Keziah",
    "Linus",
    "Mabel",
    "Nigel",
    "Odette",
)
SURNAMES = (
    "Ashdown",
    "Birchall",
    "Carver",
    "Dunmore",
    "Ellwood",
    "Fairweather",
    "Gilmore",
    "Hartnell",
    "Ivers",
    "Jessop",
    "Kirkbride",
    "Lockhart",
    "O'Malley",
    "Pettigrew",
    "Smith-Jones",
)
STREETS = ("Spruce", "Moonrise", "Quince", "Larkspur", "Old Mill", "North Heron", "Saint Alban", "Kingfisher", "Elm", "Cedar Hollow")
KINDS = (
    "Street",
    "St",
    "Avenue",
    "Ave",
    "Road",
    "Rd",
    "Lane",
    "Drive",
    "Court",
    "Boulevard",
    "Blvd.",
    "Terrace",
    "Close",
    "Way",
    "Crescent",
    "Place",
)
TOWNS = (
    "Springfield, IL 62701",
    "Portland, OR 97205",
    "Austin, TX 78701-1234",
    "Washington, DC 20500",
    "Boston, MA 02108",
    "London NW1 6XE",
    "Leeds LS1 4AP",
    "Edinburgh EH1 1YZ",
    "Toronto, ON M5V 2T6",
    "Bristol, BS1 5TR",
)


def name(rng: Rng) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"


def home(rng: Rng) -> str:
    number = rng.choice((str(rng.randint(1, 9999)), str(rng.randint(1, 299)) + rng.choice("ABC")))
    inner = rng.choice(("", "", ", Apt 4B", ", Flat 12", " Unit 7", " #305", ", Suite 210"))
    return f"{number} {rng.choice(('', '', 'N. ', 'West '))}{rng.choice(STREETS)} {rng.choice(KINDS)}{rng.choice(('', '', '', ' NW'))}{inner}, {rng.choice(TOWNS)}"


def home_short(rng: Rng) -> str:
    return f"{rng.randint(1, 999)} {rng.choice(STREETS)} {rng.choice(('Street', 'Avenue', 'Road', 'Lane', 'Drive'))}"


def mail(rng: Rng) -> str:
    given, family = rng.choice(GIVEN).lower(), rng.choice(SURNAMES).lower().replace("'", "")
    local = rng.choice(
        (f"{given}.{family}", f"{given[0]}{family}", f"{given}_{family}{digits(rng, 2)}", f"{given}+news", f"{family}-{given}")
    )
    return f"{local}@{rng.choice(('example.com', 'mail.example.org', 'sprucetech.io', 'cs.example.edu', 'heron.co.uk', 'moonrise.dev'))}"


def mail_spelled(rng: Rng) -> str:
    local, _, host = mail(rng).partition("@")
    return rng.choice(
        (
            f"{local} [at] {host.replace('.', ' [dot] ')}",
            f"{local} at {host.replace('.', ' dot ')}",
            f"{local}(at){host}",
            f"{local} [at] {host}",
            f"{local}＠{host}",
        )
    )


def role(rng: Rng) -> str:
    return rng.choice(("info", "support", "sales", "press", "contact", "webmaster", "noreply", "hr", "careers", "billing", "customer.service", "investor-relations", "privacy", "admin", "abuse", "editor")) + "@" + rng.choice(("example.com", "spruce-tech.com", "heron.co.uk"))  # fmt: skip


def toll_free(rng: Rng) -> str:
    area = rng.choice(("800", "888", "877", "866", "855", "844", "833"))
    return rng.choice((f"1-{area}-555-01{digits(rng, 2)}", f"({area}) 555-01{digits(rng, 2)}", f"+1 {area} 555 01{digits(rng, 2)}", f"{area}-555-01{digits(rng, 2)}", f"1-{area}-FLOWERS", f"0800 {digits(rng, 3)} {digits(rng, 4)}", f"0345 {digits(rng, 3)} {digits(rng, 4)}", f"0845 {digits(rng, 3)} {digits(rng, 4)}", "911", "999", "101", "111", "116 123"))  # fmt: skip


def organisation_seat(rng: Rng) -> str:
    where = f"{rng.randint(1, 9999)} {rng.choice(STREETS)} {rng.choice(KINDS[:8])}, {rng.choice(TOWNS)}"
    return rng.choice(("Spruce Technologies Inc., {}", "Moonrise University, {}", "Heron & Sons Ltd, {}", "the Quince Museum at {}", "Larkspur Hospital ({})", "Cedar National Bank, {}", "headquartered at {}", "Registered office: {}", "Head office: {}", "Kingfisher Institute of Technology, {}")).format(where)  # fmt: skip


POSITIVES: Sequence[Group] = (
    ("phone", False, False, 96, (north_american, british, north_american, elsewhere), (
        "Phone: {}", "Call me at {} after six.", "His mobile is {}.", "Tel {}", "You can reach Alma on {}.", "Contact: {} (evenings only)", "Fax: {}", "She texted {} twice.", "Emergency contact {}", "My number is {}, leave a message.", "cell {}", "Ring {} and ask for Bertram.",
        "Home telephone: {}", "WhatsApp {}", "The caller ID showed {}.", "| Phone | {} |", "For a viewing, dial {}", "patient's daughter ({}) wants a call back", "RSVP to {}", "Signed up with {} last week", "phone={}", "He left {} on the form", "Reach the author at {}", "T: {}",
    )),
    ("mobile", False, False, 24, (mobile, mobile_abroad, mobile_grouped), ("Her Chinese mobile is {}.", "Mobile: {}", "Contact in Beijing: {}", "WeChat/phone {}", "Text {} on arrival.", "The driver's number, {}, was busy.")),
    ("landline", False, False, 12, (landline,), ("Office in Shanghai: {}", "Tel: {}", "Ask the ward on {}.", "Fax {} (China)")),
    ("resident_id", False, False, 24, (resident, resident_grouped), ("Chinese ID number {}", "Resident identity card: {}", "The form shows {} as her ID.", "ID {}", "national ID ({})", "He gave {} to the clerk.")),
    ("bank_card", False, False, 60, (card, card_grouped, card_grouped, card_broken), (
        "Card number: {}", "Charged to {} yesterday.", "My Visa is {}, expiry 05/28.", "Please refund {}.", "credit card {}", "Debit card ({}) reported stolen", "PAN={}", "She read out {} over the phone.", "payment card no. {}", "The statement lists {}.", "Use {} for the deposit", "card ending… full: {}",
    )),
    ("email", False, False, 72, (mail, mail, mail_spelled), (
        "Email: {}", "Write to {} for the data.", "Corresponding author: {}", "You can reach her at {}.", "<{}>", "Sent from {} this morning", "His address is {}", "cc {}", "login: {}", "({})", "mailto {}", "Questions? {}", "Please forward it to {}, thanks.", "user {} was locked out", "RSVP {}", "the account {} has been closed", "Signed, {}", "E-mail {} or call",
    )),
    ("ssn", False, False, 32, (ssn,), ("SSN: {}", "Social Security number {}", "Her SSN is {}.", "Taxpayer {}", "the applicant ({}) signed", "SSN {} on file", "Last W-2 shows {}", "employee {} hired in May")),
    ("ssn", False, False, 6, (lambda rng: ssn(rng).replace("-", ""),), ("SSN: {}", "Social Security number {}", "social security no. {}")),
    ("nino", False, False, 28, (nino,), ("National Insurance number: {}", "NI number {}", "Her NINO is {}.", "National Insurance No. {}", "NI no: {} (UK)", "Please quote your National Insurance number, {}, on all letters.", "payroll: NI number {}")),
    ("iban", False, False, 36, (iban,), ("IBAN: {}", "Please transfer to {}.", "Account {} at the branch in town", "pay {} by Friday", "His account is {}", "beneficiary {}, ref. rent", "({})", "Refunds go to {}.", "bank details: {}")),
    ("passport", False, False, 18, (passport_foreign,), ("Passport number: {}", "passport no. {}", "holder of passport {}", "Travel document (passport) {}", "Her passport, {}, expires in May.", "Passport #{}")),
    ("passport", False, False, 10, (passport,), ("Chinese passport {}", "Passport No: {}", "travels on passport {}")),
    ("plate", False, False, 10, (plate,), ("The car, {}, was parked outside.", "License plate {}", "plate: {}")),
    ("plate", False, False, 18, (lambda rng: rng.choice((f"{rng.choice(('LK', 'YX', 'BD'))}{digits(rng, 2)} {rng.choice(('ZZA', 'XQT', 'OHM'))}", f"7{rng.choice(('XQT', 'ABC'))}{digits(rng, 3)}", f"{rng.choice(('XQT', 'KLM'))}-{digits(rng, 4)}")),), ("License plate: {}", "a van with number plate {}", "registration plate {} was stolen", "licence plate {}", "vehicle registration number {}", "Plate no. {}")),
    ("credit_code", False, True, 10, (credit_code,), ("Unified social credit code {}", "The company (USCC {}) was founded in 2015.", "credit code: {}")),
    ("address", False, False, 72, (home,), (
        "Address: {}", "She lives at {}.", "Ship to {}", "He was born at {}.", "Deliver to: {}", "{}", "The patient resides at {}.", "Home address {}", "mail it to Alma at {}", "from {} to the station", "We met at {} in May.", "Please send the cheque to {}.", "last known address: {}", "moved to {} in 2019", "The defendant, of {}, pleaded guilty.", "Tenant at {} since June", "My place is {}",
    )),
    ("address", False, False, 14, (home_short,), ("She lives at {}.", "Home address: {}", "He resides at {} with his mother.", "Address: {}", "living at {}", "Deliver to {}")),
    ("birth_date", True, False, 12, (of("12 March 1980", "March 12, 1980", "1980-03-12", "03/12/1980", "1st May 1955"),), ("Date of birth: {}", "DOB {}", "She was born on {}.", "born {}", "D.O.B.: {}", "birth date {}")),
    ("name", True, False, 72, (name,), (
        "Patient: {}", "patient {} was admitted on Monday.", "Mr {} called about the bill.", "Mrs. {} is 82.", "Dr {} signed the chart.", "Name: {}", "Contact: {}", "Signed: {}", "Ms {} complained of dizziness.", "Yours sincerely,\n{}", "Contact person: {}", "Full name: {}", "Dear Mr. {},", "The patient, {}, denies chest pain.", "Next of kin: {}", "Attending physician: {}",
        "Miss {} missed her appointment.", "Prepared by: {}", "witness {} stated that", "applicant: {}", "Customer name: {}", "Prof. {} was informed.", "Regards,\n{}", "Emergency contact: {}",
    )),
)  # fmt: skip

LOOKALIKES: Sequence[Group] = (
    ("", False, False, 40, (toll_free, toll_free, hotline), ("Customer service: {}", "Call {} toll free.", "Helpline {}", "Our hotline is {}, open all day.", "Dial {} in an emergency.", "Support line: {}", "Freephone {}", "Contact the bank on {}.")),
    ("", False, False, 16, (inside(mobile), inside(resident, 27), inside(card, 30)), ("transaction {}", "serial {}", "tracking code {}", "batch {}", "value {}")),
    ("", False, False, 16, (wrong(card),), ("Card number: {}", "code {}", "barcode {}", "part {}", "value {}")),
    ("", False, False, 14, (wrong(resident),), ("record {}", "ID {}", "sequence {}", "serial number {}")),
    ("", False, False, 14, (wrong(iban),), ("IBAN: {}", "reference {}", "invalid: {}")),
    ("", False, False, 36, (amount,), ("Revenue was ${}.", "Total assets of USD {}", "{} shares outstanding", "a population of {} people", "net income: {} dollars", "€{} in grants", "The budget is {} yuan.", "{} visits", "worth £{}", "sold {} units")),
    ("", False, False, 24, (lambda rng: f"{rng.randint(1900, 2010)}{rng.choice('-–')}{rng.randint(2011, 2030)}", lambda rng: f"20{digits(rng, 2)}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}", lambda rng: f"{rng.randint(2000, 2010)} {rng.randint(2011, 2015)} {rng.randint(2016, 2022)}"), ("the years {}", "in {}", "({})", "published {}", "period {}", "updated {}")),
    ("", False, False, 36, (order,), ("Order {}", "order number {}", "Invoice no. {}", "tracking number {}", "ticket {}", "Ref: {}", "Contract {}", "Serial number: {}", "lot {}", "purchase order {}", "claim number {}", "Part number {}", "SKU {}")),
    ("", False, False, 14, (isbn,), ("ISBN {}", "ISBN: {}", "(ISBN {})", "EAN {}")),
    ("", False, False, 16, (version,), ("version {}", "upgrade to v{}", "Chrome/{}", "firmware {}", "released {}")),
    ("", False, False, 14, (address,), ("server {}", "host {} is down", "ping {}", "from {}:8080", "gateway {}")),
    ("", False, False, 14, (coordinates,), ("at {}", "coordinates {}", "({})", "GPS {}")),
    ("", False, False, 16, (cas,), ("CAS {}", "CAS No. {}", "compound {}", "({})")),
    ("", False, False, 12, (doi,), ("doi:{}", "DOI {}", "https://doi.org/{}")),
    ("", False, False, 18, (url,), ("see {}", "{}", "link: {}", "from {} today")),
    ("", False, False, 12, (hexadecimal,), ("commit {}", "hash {}", "digest {}", "token {}")),
    ("", False, False, 24, (role,), ("Email {}", "contact {}", "Write to {}.", "Media enquiries: {}", "report abuse to {}")),
    ("", False, False, 26, (organisation_seat,), ("{}.", "Visit {}.", "It is {}, open daily.", "{}", "according to {}.")),
    ("", False, False, 24, (name,), ("The novelist {} won the prize.", "Dr {} discovered the compound in 1921.", "Mr {} was prime minister.", "{} et al., 2019", "by {}", "Contact: {} Award committee")),
    ("", False, False, 12, (of("12 March 1980", "March 12, 1880", "1756-01-27"),), ("The composer was born on {}.", "born {}", "Date of birth: {}")),
    ("", False, False, 20, (lambda rng: f"{rng.choice(('LM', 'XR', 'TPS', 'SN'))}{digits(rng, 4)}-{digits(rng, 2)}", lambda rng: f"US{digits(rng, 7)}B2", lambda rng: f"NCT0{digits(rng, 7)}", lambda rng: f"EP{digits(rng, 7)}A1", lambda rng: f"ENSG00000{digits(rng, 6)}", lambda rng: f"PMID: 3{digits(rng, 7)}", lambda rng: f"{digits(rng, 2)}-{digits(rng, 7)}"), ("model {}", "see {}", "{} was granted", "part {}", "({})")),
)  # fmt: skip


def by_hand() -> list[Case]:
    return [Case("en", text, kind, target) for text, kind, target in POSITIVE_BY_HAND]


POSITIVE_BY_HAND = (
    ("Sherlock lives at 221B Baker Street, London NW1 6XE.", "address", "221B Baker Street, London NW1 6XE"),
    ("1600 Pennsylvania Ave NW, Washington, DC 20500", "address", "1600 Pennsylvania Ave NW, Washington, DC 20500"),
    ("GB82 WEST 1234 5698 7654 32", "iban", "GB82 WEST 1234 5698 7654 32"),
    ("account DE89370400440532013000 please", "iban", "DE89370400440532013000"),
    ("test card 4111 1111 1111 1111", "bank_card", "4111 1111 1111 1111"),
    ("amex 3782 822463 10005", "bank_card", "3782 822463 10005"),
    ("5555555555554444", "bank_card", "5555555555554444"),
    ("QQ 12 34 56 C is the sample", "nino", "QQ 12 34 56 C"),
    ("write to alma dot ashdown at example dot com", "email", "alma dot ashdown at example dot com"),
    ("alma.ashdown [at] example [dot] co [dot] uk", "email", "alma.ashdown [at] example [dot] co [dot] uk"),
    ("ALMA@EXAMPLE.COM,BERT@EXAMPLE.COM", "email", "ALMA@EXAMPLE.COM"),
    ("ALMA@EXAMPLE.COM,BERT@EXAMPLE.COM", "email", "BERT@EXAMPLE.COM"),
    ("Tel: (212) 555-0143 ext. 12", "phone", "(212) 555-0143"),
    ("212-555-0143/212-555-0144", "phone", "212-555-0143"),
    ("212-555-0143/212-555-0144", "phone", "212-555-0144"),
    ("+442079460018", "phone", "+442079460018"),
    ("+12125550143", "phone", "+12125550143"),
    ("telephone 2125550143", "phone", "2125550143"),
    ("call 07700900123 now", "phone", "07700900123"),
    ("０７７００ ９００１２３", "phone", "０７７００ ９００１２３"),
    ("Flat 3, 14 Quince Road, Leeds LS1 4AP", "address", "14 Quince Road, Leeds LS1 4AP"),
    ("PO Box 1234, Springfield, IL 62701", "address", "PO Box 1234, Springfield, IL 62701"),
)
INNOCENT_PERSONAL = (
    "Patient safety comes first.",
    "The Patient Education Leaflet was given.",
    "Dr Pepper vending machine",
    "Name: Metformin",
    "Contact: reception",
    "Signed: yes",
    "Patient Denies Pain",
    "patient Reported Outcome Measures were collected",
    "Dear Sir or Madam,",
    "Regards,\nThe Cardiology Team",
    "Contact: Patient Advice Service",
    "The patient was admitted in March.",
    "Customer service is closed.",
    "Employee Benefits Guide",
    "Witness statements were taken.",
    "The defendant pleaded guilty.",
    "Drug name: Insulin Glargine",
    "Diagnosis: Crohn Disease",
    "She was born in Leeds.",
    "The product was born in 2007.",
    "Next of kin: none",
    "Client: not known",
    "Applicant: see overleaf",
    "Prepared by: pharmacy",
    "Mr",
    "Dr on duty",
    "Blood group: A Positive",
    "patient Information Sheet",
    "Patient Transport Service",
    "Signature: ________",
)
INNOCENT = (
    "He visited 10 Downing Street in May.", "Baker Street is in London.", "Pennsylvania Avenue runs past the White House.", "The 42nd Street station reopened.", "Wall Street rallied on 5 June.", "In 1984 Oxford Street was closed.", "Route 66 and Highway 101 meet here.",
    "The show Apollo 13 Way Back ran in 1995.", "Over 300 Main Street banks failed.", "In 2019 High Street sales fell.", "She ran the 100 m in 10.49 s.", "3.14159265358979323846", "1 1 2 3 5 8 13 21 34 55 89 144 233", "2 3 5 7 11 13 17 19 23 29 31",
    "ISO 9001:2015 and IEC 60601-1", "RFC 2606 reserves example.com.", "Boeing 737-800 and Airbus A320-200", "flight MH370", "blood pressure 138/86 mmHg", "eGFR 30-59 mL/min/1.73 m2", "HbA1c 48-53 mmol/mol", "OR 1.38 (95% CI 1.12-1.69)", "p < 0.0001, n = 13800",
    "chr17:7571720-7590868", "rs1800562 and rs429358", "NM_000546.6", "UniProt P04637", "GSE12345678", "Figure 12-3, pages 138-142", "vol. 382, pp. 1708-1720", "2020;382:1708-1720", "N Engl J Med 2020;383:2603-15", "J. Chem. 1998, 120, 13800-13811",
    "ZIP code 62701", "the 90210 area", "score 21-19, 18-21, 21-17", "lottery 03 08 13 21 27 31", "1,234,567,890 people", "$1.38 billion", "13800 rpm at 400 V", "model STM32F103C8T6", "bearing 6205-2RS", "Intel i7-12700K", "RTX 4090 24GB", "IPv6 2001:db8::1", "MAC 00:1A:2B:3C:4D:5E",
    "127.0.0.1:8080", "4ms@99.999%", "icon@2x.png", "numpy@1.26.4", "git@github.com:example/repo.git", "@alma mentioned you", "user@localhost", "meet at noon dot dot dot", "look at example figures", "we met at home", "arrive at 5 pm", "sold at 12.50",
    "timestamp 1700000000000", "epoch 1718000000", "uuid 123e4567-e89b-12d3-a456-426614174000", "sha 9b74c9897bac770ffc029102a200c5de", "0x7fffffff", "1e-10", "6.02214076e23", "299792458 m/s", "phone numbers have ten digits", "the card number has sixteen digits",
    "XXX-XX-1234", "138****4271", "**** **** **** 1111", "card ending 1111", "SSN 000-12-3456 is never issued", "666-12-3456", "12-34-5678", "1234-56-7890", "part 123-45-678", "CPT 99213-25", "ICD-10 E11.9", "ATC A10BA02", "NDC 0002-8215-01", "LOINC 4548-4",
    "Dr Pepper is a drink.", "Mr Bean is a film.", "Main Street 2023 report", "Chapter 12 Court Procedure", "World War 2 Drive", "5 Star Way to Success", "Windows 10 Home", "iPhone 15 Pro Max", "Sunday 12 Place your bets", "May 3 Close of business",
    "passport control at Gate 12", "a passport is needed", "passport photos 35x45 mm", "licence plate recognition", "number plates are yellow", "vehicle registration fees rose 5%", "National Insurance contributions rose to 13.25%", "Social Security spending hit 1200 billion",
    "AB123456C is our part number", "E-number E12345678901", "GB/T 19001-2016", "JIS B 1234-5678", "EN 12345-6789", "US 10,123,456 B2", "arXiv:2305.12345", "CVE-2023-12345678", "bug 12345678", "issue #13800", "PR 1234567", "case no. 1:20-cv-01234", "docket 2020-12345", "Lot 138-0000-4271",
    "2023-11-30T08:15:30Z", "08:15-17:30", "Mon-Fri 9-5", "1-2-3-4-5-6-7-8-9-10", "1/2/3/4/5/6/7/8", "0-3 6-4 7-6", "50-50", "24/7/365", "10-20-30-40", "9/11/2001", "4-4-2 formation", "90-60-90", "20/20 vision", "1:1000000", "-273.15", "+3.5%", "+1000000 points", "+12 345 678 steps",
)  # fmt: skip
