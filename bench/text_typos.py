"""Typing errors against a large vocabulary: recall and time, beside rapidfuzz on the same words.

Run `python bench/text_typos.py [words.txt]`; the file may give real words, one a line.
Without it the words are made from Italian syllables and endings with a fixed seed.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ponte.engines.text import typos

SEED = 20_26
WORDS, TYPED, TYPED_SLOWLY = 250_000, 2_000, 100
RESULTS = Path(__file__).parent / "results" / "text_typos.json"

_ONSETS = "b c d f g l m n p r s t v z br cr dr fr gr pr tr st sp sc ch gh gl gn qu cl fl"
_VOWELS = "a a a e e e i i i o o o u ia io ie uo"
_CODAS = ["", "", "", "", "", "n", "r", "l", "s", "m", "t", "c"]
_ENDINGS = (
    "o a i e are ato ata ati ate azione azioni amento amenti ista iste ico ica ici iche ivo iva "
    "ale ali ario aria ari arie enza enze ente enti ore ori trice eria erie ita oso osa anza etto"
)
_NEAR = {
    "a": "qsz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "l": "kp", "m": "n", "n": "bm", "o": "ip", "p": "ol", "q": "wa", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "z": "xa",
}  # fmt: skip


def made_words(chance: random.Random, number: int) -> list[str]:
    """Distinct word forms: two to four syllables and an ending, as an inflected language has."""
    onsets, vowels, endings = _ONSETS.split(), _VOWELS.split(), _ENDINGS.split()
    words: dict[str, None] = {}
    while len(words) < number:
        stem = "".join(
            chance.choice(onsets) + chance.choice(vowels) + chance.choice(_CODAS)
            for _ in range(chance.choice((1, 2, 2, 2, 3, 3)))
        )
        stem += chance.choice(onsets)
        for ending in chance.sample(endings, chance.randint(1, 8)):
            words[stem + ending] = None
    return list(words)[:number]


def weighed(words: list[str]) -> dict[str, float]:
    """Counts of use that fall with the rank, as they do in any language."""
    return {word: max(1, 200_000 // rank) for rank, word in enumerate(words, start=1)}


def slip(chance: random.Random, word: str) -> str:
    """One realistic slip: a letter left out, doubled, undoubled, swapped, replaced or added."""
    place = chance.randrange(1, len(word)) if chance.random() < 0.9 else 0
    doubles = [i for i in range(1, len(word)) if word[i] == word[i - 1]]
    silent = [i for i, letter in enumerate(word) if letter == "h"]
    kind = chance.choices(
        ("omit", "double", "undouble", "swap", "replace", "add"), (24, 14, 14, 16, 22, 10)
    )[0]
    if kind == "undouble" and (doubles or silent):
        place = chance.choice(doubles or silent)
        return word[:place] + word[place + 1 :]
    if kind in ("omit", "undouble"):
        return word[:place] + word[place + 1 :]
    if kind == "double":
        return word[: place + 1] + word[place] + word[place + 1 :]
    if kind == "swap" and place:
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    near = chance.choice(_NEAR.get(word[place], "e"))
    return word[:place] + near + word[place + (kind != "add") :]


def typed_pairs(chance: random.Random, weights: dict[str, float]) -> list[tuple[str, str]]:
    """(typed, meant): half the words by use, half evenly; one slip, two in some long ones."""
    by_use = chance.choices(list(weights), list(weights.values()), k=10 * TYPED)
    evenly = chance.choices(list(weights), k=10 * TYPED)
    pairs: list[tuple[str, str]] = []
    for couple in zip(by_use, evenly, strict=True):
        for meant in couple:
            if len(meant) < 5:
                continue
            typed = slip(chance, meant)
            if len(meant) >= 8 and chance.random() < 0.2:
                typed = slip(chance, typed)
            if typed not in weights:
                pairs.append((typed, meant))
    return pairs[:TYPED]


def measured(pairs: list[tuple[str, str]], ask: Callable[[str], list[str]]) -> dict[str, float]:
    """Recall and milliseconds of one way to ask."""
    first = among = 0
    times = []
    for typed, meant in pairs:
        started = time.perf_counter()
        found = ask(typed)
        times.append(1000 * (time.perf_counter() - started))
        first += found[:1] == [meant]
        among += meant in found[:5]
    cuts = statistics.quantiles(times, n=20)
    return {
        "words": len(pairs),
        "recall_at_1": round(first / len(pairs), 4),
        "recall_at_5": round(among / len(pairs), 4),
        "ms_median": round(statistics.median(times), 3),
        "ms_p95": round(cuts[18], 3),
        "ms_max": round(max(times), 3),
    }


def main(arguments: list[str]) -> None:
    """Measure, print the table, write the figures."""
    chance = random.Random(SEED)
    if arguments:
        words = Path(arguments[0]).read_text(encoding="utf-8").split()
    else:
        words = made_words(chance, WORDS)
    weights = weighed(words)
    started = time.perf_counter()
    known = typos.vocabulary(weights)
    built = time.perf_counter() - started
    pairs = typed_pairs(chance, weights)
    rows = {
        "ponte": measured(pairs, known.suggestions),
        "ponte, the peer's words": measured(pairs[:TYPED_SLOWLY], known.suggestions),
        "rapidfuzz": measured(
            pairs[:TYPED_SLOWLY],
            lambda typed: [
                found[0]
                for found in process.extract(
                    typed, words, scorer=OSA.distance, limit=5, score_cutoff=2
                )
            ],
        ),
    }
    held = sum(map(len, known.by_key.values()))
    print(f"{len(words):,} words, {held:,} keys held, built in {built:.1f} s\n")
    columns = list(rows["ponte"])
    print(f"{'':24}" + "".join(f"{column:>13}" for column in columns))
    for name, row in rows.items():
        print(f"{name:24}" + "".join(f"{row[column]:>13}" for column in columns))
    ratio = rows["rapidfuzz"]["ms_median"] / rows["ponte, the peer's words"]["ms_median"]
    print(f"\nrapidfuzz takes {ratio:.0f} times the median time of ponte on the same words")
    RESULTS.parent.mkdir(exist_ok=True)
    figures = {"vocabulary": len(words), "keys": held, "build_s": round(built, 1), "rows": rows}
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
