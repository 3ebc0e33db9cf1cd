"""The search index: one row per published listing and language, and the words of all of them.

Derived data only: everything here can be made again from the listings. It is public, and lies
outside row-level security, under which text indexes would be ignored.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from ponte.kit.privacy import privacy


class SearchDocument(models.Model):
    """What the search reads of one listing in one language.

    `readers` has a bit for each interface language whose readers are shown this row: a listing
    is found once in each language. `facets` and `places` are numbers of `rules.numbers`.
    `words` and `shown` lie apart from the row, so that counting reads few pages.
    """

    id = models.UUIDField(primary_key=True)
    listing_id = models.UUIDField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    verified_on = models.DateField(null=True)
    stale_on = models.DateField(null=True)
    leaves_on = models.DateField(null=True)
    readers = models.SmallIntegerField()
    worth = models.SmallIntegerField()
    language = models.CharField(max_length=5)
    name_key = models.CharField(max_length=60, db_collation="C")
    facets = ArrayField(models.IntegerField())
    places = ArrayField(models.IntegerField())
    name_words = ArrayField(models.IntegerField())
    more_spots = ArrayField(models.FloatField(), null=True)
    words = SearchVectorField()
    shown = models.JSONField()

    privacy = privacy(
        public="id listing_id latitude longitude verified_on stale_on leaves_on readers worth "
        "language name_key facets places name_words more_spots words shown"
    )

    class Meta:
        ordering = ["listing_id", "language"]
        indexes = [
            models.Index(fields=["listing_id"], name="search_document_by_listing"),
            # One index of all three: what is asked of each is put together before a row is read.
            GinIndex(fields=["words", "places", "facets"], name="search_document_by_all"),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.language}"


class SearchWord(models.Model):
    """A word of the index, without accents; `spelt` is how texts write it.

    `keys` are the numbers of its forms with letters deleted: a misspelt word meets it there.
    """

    word = models.CharField(primary_key=True, max_length=64, db_collation="C")
    spelt = models.CharField(max_length=80)
    weight = models.PositiveIntegerField(default=1)
    keys = ArrayField(models.IntegerField())

    privacy = privacy(public="word spelt weight keys")

    class Meta:
        ordering = ["word"]
        indexes = [GinIndex(fields=["keys"], name="search_word_by_keys")]

    def __str__(self) -> str:
        return self.spelt


class SearchPrefix(models.Model):
    """The most used words that begin with one to three letters, counted beforehand."""

    prefix = models.CharField(primary_key=True, max_length=3, db_collation="C")
    spelt = ArrayField(models.CharField(max_length=80))

    privacy = privacy(public="prefix spelt")

    class Meta:
        ordering = ["prefix"]

    def __str__(self) -> str:
        return self.prefix


class FailedSearchAsk(models.Model):
    """That somebody found nothing today; `asker` is a digest whose key lives one day."""

    id = models.UUIDField(primary_key=True)
    day = models.DateField()
    words = models.CharField(max_length=200)
    place = models.CharField(max_length=110, blank=True)
    language = models.CharField(max_length=5)
    asker = models.BinaryField(max_length=16)

    privacy = privacy(internal="id day words place language", personal="asker")

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "words", "place", "language", "asker"],
                name="failed_search_ask_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.words}"


class FailedSearch(models.Model):
    """How many people found nothing for the same known words, place and language on one day."""

    id = models.UUIDField(primary_key=True)
    day = models.DateField()
    words = models.CharField(max_length=200)
    place = models.CharField(max_length=110, blank=True)
    language = models.CharField(max_length=5)
    askers = models.PositiveIntegerField()

    privacy = privacy(internal="id day words place language askers")

    class Meta:
        ordering = ["-day", "words", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "words", "place", "language"], name="failed_search_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.words}"
