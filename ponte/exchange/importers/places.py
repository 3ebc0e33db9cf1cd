"""Places as files write them: names with or without the province, codes of any year."""

from collections import defaultdict
from functools import cached_property
from uuid import UUID

from ponte.engines.text.normalise import fold
from ponte.territory.public import (
    Place,
    find_places,
    municipality_codes,
    municipality_ids,
    places_by_code,
)

ITALY = {"it", "italia", "italy", "tutta italia", "italie", "wlochy"}


class Places:
    """One look-up for a whole file; built on first use."""

    @cached_property
    def _codes(self) -> dict[str, str]:
        return municipality_codes()

    @cached_property
    def _ids(self) -> dict[str, UUID]:
        return municipality_ids()

    @cached_property
    def _all(self) -> list[Place]:
        return places_by_code(f"M{code}" for code in sorted(set(self._codes.values())))

    @cached_property
    def _by_code(self) -> dict[str, Place]:
        return {place.code: place for place in self._all}

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self._all:
            for name in {_plain(name) for name in (place.name, *place.names)}:
                found[name].append(place)
        return found

    @cached_property
    def _wholes(self) -> dict[str, str]:
        """Codes of provinces, regions and areas by name, acronym and code."""
        codes = {code for place in self._all for code in place.covered_by if code[0] in "RPA"}
        found: dict[str, str] = {}
        for place in sorted(places_by_code(sorted(codes)), key=lambda place: place.code[0]):
            names = [place.code, place.name, *place.names]
            if place.code[0] == "P":
                names += [place.acronym, f"provincia di {place.name}", f"prov. {place.name}"]
            if place.code[0] == "R":
                names.append(f"regione {place.name}")
            if place.code[0] == "A":
                names.append(place.slug)
            for name in names:
                found.setdefault(_plain(name), place.code)
        return found

    def municipality(self, text: str, province: str = "") -> dict[str, str] | list[str] | None:
        """Return {id, code, name}; several names where it could be any; None for none."""
        plain = _plain(text)
        if plain.isdigit():
            code = self._codes.get(plain.zfill(6))
            return self._found(self._by_code[f"M{code}"]) if code else None
        name, _sep, rest = plain.partition("(")
        hint = _plain(rest.strip(" )")) or _plain(province)
        places = self._by_name.get(name.strip(), [])
        if len(places) > 1 and hint:
            whole = self._wholes.get(hint, "")
            places = [p for p in places if _plain(p.acronym) == hint or whole in p.covered_by]
        exact = [p for p in places if _plain(p.name) == name.strip()]
        places = exact or places
        if len(places) > 1:
            return [place.label for place in places]
        return self._found(places[0]) if places else None

    def _found(self, place: Place) -> dict[str, str]:
        code = place.code[1:]
        return {"id": str(self._ids[code]), "code": place.code, "name": place.label}

    def near(self, text: str) -> list[str]:
        """Return a few municipalities that may be meant."""
        return [place.label for place in find_places(text, 3, "M")]

    def code(self, text: str) -> str | None:
        """Return the code of any place, the larger one where a name is both."""
        plain = _plain(text)
        if plain in ITALY:
            return "IT"
        if whole := self._wholes.get(plain):
            is_city = plain in self._by_name and whole[0] == "P" and not _says_province(plain)
            return whole if not is_city else self._by_name[plain][0].code
        found = self.municipality(plain.removeprefix("m") if plain[1:].isdigit() else text)
        return found["code"] if isinstance(found, dict) else None

    @cached_property
    def _names(self) -> dict[str, str]:
        codes = {pk: f"M{code}" for code, pk in self._ids.items()}
        return {str(pk): self._by_code[code].label for pk, code in codes.items()}

    def name_of(self, municipality_id: str) -> str:
        """Return the name of a municipality by its identifier."""
        return self._names.get(municipality_id, "")

    def label(self, code: str) -> str:
        """Return the name of a place code."""
        return next((place.label for place in places_by_code([code])), code)


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("'", "' ").split()).strip(" .")


def _says_province(plain: str) -> bool:
    return plain.startswith("prov") or len(plain) == 2
