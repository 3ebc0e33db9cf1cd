"""Mends text that public registers print in capitals, with lost accents and broken bytes."""

import re
from urllib.parse import urlsplit


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


LITTLE = _words(
    "a ad ai al all alla alle agli allo anche con col d da dal dalla dalle dei del della dell "
    "delle dello degli di e ed fra i il in la le lo gli l nel nella nelle nell dall sull nei "
    "o per su sul sulla sui tra un una uno c/o presso ex"
)
ACRONYMS = _words(
    "onlus odv aps ets asl asp ast ausl asm asrem scs scarl srl scrl arl rl anffas aias anpas "
    "acli arci cgil cisl uil ial csa rsa sos ds dt ps po pst pes utr sml msgc sdvc tsmree "
    "uomi uo ucipem aied enpas inps rm cts cos csm crs ceis cnos cif ii iii iv vi vii viii ix "
    "xi xii xiii xiv xv xvi xx xxi xxiii xxiv xxv"
)
FINAL = {"a": "à", "e": "è", "i": "ì", "o": "ò", "u": "ù"}
ELIDED = _words("ca de po mo di sta be da va fa")
BROKEN = (
    ("Ç\u00a0", "à"), ("Ç ", "à "), ("Çý", "ò"), ("Çª", "i"), ("Ç?", "À"), ("ÇO", "Ì"),
    ("UNIT¶¨", "UNITÀ"), ("N¶¨", "n. "), ("n¶ø", "n. "), ("3¶¨", "3ª"), ("¶¨", "°"), ("¶ø", "°"),
    ("`", "'"), ("´", "'"), ("’", "'"), ("SOCIET?", "SOCIETÀ"), ("\u00a0", " "),
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?'?|\d+[ªº°]?|.", re.DOTALL)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def unbroken(text: str) -> str:
    """Without bytes read in the wrong alphabet, and with single spaces."""
    for wrong, right in BROKEN:
        text = text.replace(wrong, right)
    text = re.sub(r"(?<=[A-Z]IT)\?|(?<=DARIET)\?", "À", text).replace(" ? ", " - ")
    return re.sub(r"\s+", " ", text).strip(" -_,;")


def readable(text: str) -> str:
    """CITTA' DI CASTELLO becomes Città di Castello; text already in two cases is kept."""
    text = re.sub(r"(?<=[A-Z]{4}A)'(?=[A-Z])", "' ", unbroken(text))
    text = re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z]{4})", " ", text)
    shouted = not any(c.islower() for c in text)
    words: list[str] = []
    for piece in WORD.findall(text):
        first = not any(c.isalnum() for c in "".join(words))
        kept = not shouted and not (piece.isupper() and len(piece) > 1)
        words.append(_accented(piece) if kept else _one_word(piece, first=first))
    shown = "".join(words)
    return shown[:1].upper() + shown[1:]


def _one_word(word: str, *, first: bool) -> str:
    if not word[0].isalpha():
        return word
    lower = _accented(word.lower())
    bare = lower.strip(".'")
    if bare in ACRONYMS and not lower.endswith("'"):
        return word.upper()
    if "." in word[:-1]:
        return word.upper() if all(len(p) <= 1 for p in word.split(".")) else _dotted(word)
    if bare in LITTLE and not first and (len(bare) > 1 or not lower.endswith(".")):
        return lower
    if len(bare) > 1 and not re.search("[aeiouyàèéìòù]", bare) and not lower.endswith("."):
        return word.upper()
    return lower[0].upper() + lower[1:]


def _dotted(word: str) -> str:
    """C.SO is C.so, and IO.FA.RO is Io.Fa.Ro."""
    first, *rest = word.split(".")
    if len(first) == 1 and len(rest) == 1:
        return f"{first}.{rest[0].lower()}"
    return ".".join(part.capitalize() for part in (first, *rest))


def _accented(word: str) -> str:
    """SOCIETA' is Società, but CA' and DE' are cut words."""
    if word.endswith("'") and len(word) > 1:
        bare = word[:-1]
        if bare.lower() in ELIDED or bare[-1].lower() not in FINAL:
            return word
        if len(bare) < 2 and bare.lower() != "e":
            return word
        accent = FINAL[bare[-1].lower()]
        return bare[:-1] + (accent.upper() if bare[-1].isupper() else accent)
    return word


def phone(text: str) -> str:
    """+39 and the digits, or nothing when it cannot be an Italian number."""
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0039"):
        digits = digits[4:]
    plausible = re.fullmatch(r"0\d{7,10}|3\d{8,9}|800\d{3,6}", digits)
    return f"+39{digits}" if plausible else ""


def website(text: str) -> str:
    """An address that parses, its host in small letters; else nothing."""
    address = re.sub(r"^(?:https?:/*)+", "", text.strip(), flags=re.IGNORECASE)
    scheme = "https" if "https://" in text.lower() else "http"
    if not address or address == "-" or " " in address:
        return ""
    parts = urlsplit(f"{scheme}://{address}")
    host = (parts.hostname or "").lower()
    if not HOST.fullmatch(host) or "@" in address:
        return ""
    return f"{scheme}://{host}{parts.path.rstrip('/')}"
