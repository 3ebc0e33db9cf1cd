"""Is the Italian of the interface easy to read?

Gulpease counts letters, words and sentences of an Italian text: from 60 up, people with a lower
secondary school certificate read it without help. Sentences of eight words and more are measured,
together; short labels would only flatter the figure.
"""

import re
import sys
from collections.abc import Iterator

from dev import catalogues

EASY = 60
REACHABLE = 40  # below it, even people who finished high school stumble
WORDS_OF_A_SENTENCE = 8
WORST = 10
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[^\W_]+")
# What a page puts in the place of a name: not ours to shorten, so it counts as a short word.
SOMETHING = "nome"


def gulpease(sentences: list[str]) -> float:
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    letters = sum(len(word) for word in words)
    return 89 + (300 * len(sentences) - 10 * letters) / len(words)


def sentences() -> Iterator[str]:
    for message in catalogues.read("it"):
        if not message.id:
            continue
        for text in set(message.string if message.pluralizable else (message.string,)):
            for sentence in END_OF_SENTENCE.split(PLACEHOLDER.sub(SOMETHING, text)):
                if len(WORD.findall(sentence)) >= WORDS_OF_A_SENTENCE:
                    yield sentence


def test_italian_is_easy_to_read():
    found = list(sentences())
    reached = gulpease(found)
    hardest = sorted(found, key=lambda sentence: gulpease([sentence]))[:WORST]
    said = [f"Gulpease {reached:.1f} over {len(found)} sentences. The hardest:"]
    said += [f"  {gulpease([sentence]):5.1f}  {sentence}" for sentence in hardest]
    sys.stdout.write("\n".join([*said, ""]))
    assert reached >= EASY, "\n".join(said)


def test_no_sentence_is_out_of_reach():
    assert [sentence for sentence in sentences() if gulpease([sentence]) < REACHABLE] == []
