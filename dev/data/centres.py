"""Family counselling centres from the map of the Ministry of Health, mended for reading."""

import hashlib
import re
import unicodedata
from pathlib import Path

from dev.data.files import read_table, write_table
from dev.data.mending import phone, readable, unbroken, website

COLUMNS = [
    "local_id",
    "name",
    "provider",
    "municipality_code",
    "street",
    "postcode",
    "phone",
    "website",
]
CENTRE = "Consultorio familiare"
SPELLED_TODAY = {
    "cassano allo ionio": "cassano all ionio",
    "popoli": "popoli terme",
    "sannicandro garganico": "san nicandro garganico",
    "presicce": "presicce acquarica",
    "capaccio": "capaccio paestum",
    "trinita d augultu e vignola": "trinita d agultu e vignola",
}
IN_APULIA = {
    "ASL BA": "ASL Bari",
    "ASL BR": "ASL Brindisi",
    "ASL BT": "ASL Barletta-Andria-Trani",
    "ASL FG": "ASL Foggia",
    "ASL LE": "ASL Lecce",
    "ASL TA": "ASL Taranto",
}
WORDS = (
    (r"\bCONS(?:ULTORIO|ULT|UL)?\s*\.?\s*FAM(?:ILIARI|ILIARE|IL|)?\b\.?\s*", f"{CENTRE.upper()} "),
    (r"\bCONSULTORIO\s?FAMILIAR[EI](?=[A-Z'])", "CONSULTORIO FAMILIARE "),
    (r"\bCONSULT(?:ORIO)?\.?\s?MAT\.\s?INF\.?", "CONSULTORIO MATERNO INFANTILE "),
    (r"\bMAT\.\s?INF\.?", "MATERNO INFANTILE "),
    (r"\bCONSULTORIO(?=[A-HJ-Z])", "CONSULTORIO "),
    (r"\bDI(?=ITTIRI)", "DI "),
    (r"\bPRES\.\s?SAN\.", "PRESIDIO SANITARIO "),
    (r"\bPOLIAMB\.", "POLIAMBULATORIO "),
    (r"(?<=[a-z])(?=[A-Z])", " "),
    (r"(?<=\d)(?=[A-Z]{3})", " "),
)  # fmt: skip


def build(raw: Path, shipped: Path) -> None:
    """Write counselling_centres.csv.gz; a centre without a known municipality is an error."""
    places = read_table(raw / "municipalities" / "municipalities.csv.gz")
    code_of = {_key(row["name"].split("/")[0]): row["istat_code"] for row in places}
    shown = {row["istat_code"]: row["name"] for row in places}
    by_code = {row["istat_code"] for row in places}
    centres = []
    for row in read_table(raw / "services_it" / "consultori_familiari_italia.csv.gz"):
        key = _key(row["municipality"])
        code = row["istat_code"] or code_of[SPELLED_TODAY.get(key, key)]
        if code not in by_code:
            raise SystemExit(f"No municipality {code} for {row['name']}")
        centres.append(_centre(row, code, shown[code]))
    write_table(shipped / "counselling_centres.csv.gz", COLUMNS, centres)


def _centre(row: dict[str, str], code: str, municipality: str) -> dict[str, str]:
    source = "|".join((row["name"], row["provider"], row["address_raw"], row["phone"]))
    street, postcode = _address(row)
    return {
        "local_id": hashlib.sha256(source.encode()).hexdigest()[:16],
        "name": centre_name(row["name"], municipality),
        "provider": provider_name(row["provider"]),
        "municipality_code": code,
        "street": street,
        "postcode": postcode,
        "phone": phone(row["phone"]),
        "website": website(row["website"]),
    }


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", unbroken(name).lower())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


def centre_name(source: str, municipality: str) -> str:
    """Words spelled out; the town added where the name tells no centre from another."""
    name = re.sub(r"^DT\d+ ", "", unbroken(source).replace("_", " "))
    if name.isupper() or sum(map(str.isupper, name)) > len(name) / 2:
        for pattern, words in WORDS:
            name = re.sub(pattern, words, name)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    name = re.sub(r"\s*-\s*", " - ", re.sub(r"'\s*([^']{2,}?)\s*'(?=\W|$)", r" \1 ", name))
    name = readable(re.sub(r"\s+", " ", name).strip(" -.,"))
    if not re.search("consult", name, re.IGNORECASE):
        name = f"{CENTRE} - {name}"
    name = name.replace("Familiare", "familiare").replace("Materno Infantile", "materno infantile")
    if name in (CENTRE, "Consultorio", "Consultorio materno infantile", "UOMI Consultorio"):
        name = f"{name} - {municipality}"
    return name


def provider_name(source: str) -> str:
    """The health authority as people call it."""
    plain = source.replace("A.S.L.", "ASL").replace("A.S.P.", "ASP")
    name = readable(IN_APULIA.get(plain, plain)).replace("l'Aquila", "L'Aquila")
    name = re.sub(r"\bMateraasm$", "Matera ASM", name, flags=re.IGNORECASE)
    name = re.sub(r"\bAST(\d) ", r"AST \1 ", name, flags=re.IGNORECASE)
    name = name.replace("Azienda Sanitaria Locale", "Azienda sanitaria locale")
    if not re.match(r"A(?:SL|SP|ST|USL|SREM|zienda)|Policlinico", name):
        name = f"ASL {name}"
    return name


def _address(row: dict[str, str]) -> tuple[str, str]:
    """Street and postcode; the map lost the zeros in front of a postcode."""
    found = re.match(r"(.*) - (\d{1,5}) - .+ - \w{2}$", row["address_raw"])
    street = row["street"] or (found.group(1) if found else "")
    postcode = row["cap"] or (found.group(2).zfill(5) if found else "")
    street = re.sub(r"\s*\(CIRCOSCRI\w*$", "", unbroken(street))
    street = readable(re.sub(r"\s*,\s*", ", ", street))
    street = re.sub(r"\b(?:N\.\.?|N\s|N°)\s*(?=\d)", "n. ", street)
    street = re.sub(
        r",?\s*\b(?:snc|s\.n\.c?\.?|sn)$", ", senza numero", street, flags=re.IGNORECASE
    )
    return street.strip(" ,-."), postcode if re.fullmatch(r"\d{5}", postcode) else ""
