"""ESCO occupations with their names in our languages, ISCO-08 unit groups, skills, their groups."""

from pathlib import Path

from dev.data.files import read_table, write_table

LANGUAGES = ("it", "en", "fr", "nl", "hr", "sl", "pl")
SKILLS = ("S", "T", "L")  # skills, transversal ones, languages; knowledge has no code of ours


def build(raw: Path, shipped: Path) -> None:
    """Write the three tables: all occupations of v1.1.0, named as v1.1.0 (en) and v1.0.8 do."""
    esco = raw / "esco"
    occupations = read_table(esco / "occupations_en_v1.1.0.csv.gz")
    codes = {row["id"]: row["code"] for row in occupations}
    named = [{**row, "lang": "en"} for row in occupations] + [
        row
        for row in read_table(esco / "occupation_labels_9langs_v1.0.8.csv.gz")
        if row["lang"] in LANGUAGES and row["lang"] != "en" and row["id"] in codes
    ]
    rows = [
        {
            "id": row["id"],
            "code": codes[row["id"]],
            "lang": row["lang"],
            "name": _spaced(row["preferred_label"]),
            "others": "|".join(_others(row)),
        }
        for row in named
    ]
    rows.sort(key=lambda row: (row["code"].split("."), LANGUAGES.index(row["lang"])))
    write_table(shipped / "occupations.csv.gz", ("id", "code", "lang", "name", "others"), rows)
    _groups(esco, shipped)
    skills = [
        {"code": row["code"], "en": row["preferred_label"]}
        for row in read_table(esco / "skill_groups_en_v1.1.0.csv.gz")
        if row["code"].startswith(SKILLS)
    ]
    write_table(shipped / "skill_groups.csv.gz", ("code", "en"), sorted(skills, key=_by_code))
    _skills(esco, shipped)


def _skills(esco: Path, shipped: Path) -> None:
    """All skills of v1.1.0 in English, then the Italian names that no file ties to an id."""
    rows = [
        {
            "id": row["id"],
            "lang": "en",
            "name": _spaced(row["preferred_label"]),
            "others": "|".join(_others(row)),
        }
        for row in read_table(esco / "skills_en_v1.1.0.csv.gz")
    ]
    known = {row["name"].lower() for row in rows}
    names = {
        _spaced(row["preferred_label_it"])
        for row in read_table(esco / "skill_labels_it_unlinked.csv.gz")
    }
    italian = [{"id": "", "lang": "it", "name": name, "others": ""} for name in names]
    rows += [row for row in italian if row["name"] and row["name"].lower() not in known]
    rows.sort(key=lambda row: (row["lang"], row["name"].lower(), row["id"]))
    write_table(shipped / "skills.csv.gz", ("id", "lang", "name", "others"), rows)


def _groups(esco: Path, shipped: Path) -> None:
    titles: dict[str, dict[str, str]] = {}
    for row in read_table(esco / "isco08_groups_labels_9langs.csv.gz"):
        if len(row["code"]) == 4 and row["lang"] in LANGUAGES:
            titles.setdefault(row["code"], {})[row["lang"]] = _spaced(row["preferred_label"])
    rows = [{"code": code, **names} for code, names in sorted(titles.items())]
    write_table(shipped / "isco_groups.csv.gz", ("code", *LANGUAGES), rows)


def _others(row: dict[str, str]) -> list[str]:
    """The other names, each once and none that the first name says already."""
    said = {_spaced(part).lower() for part in row["preferred_label"].split("/")}
    said.add(_spaced(row["preferred_label"]).lower())
    kept = []
    for name in map(_spaced, row["alt_labels"].split("|")):
        if name and name.lower() not in said:
            said.add(name.lower())
            kept.append(name)
    return sorted(kept)


def _spaced(text: str) -> str:
    """One plain blank between words, none around a slash."""
    return " ".join(text.split()).replace(" / ", "/")


def _by_code(row: dict[str, str]) -> str:
    return row["code"]
