"""One index over words, places and facets; larger grid cells beside the small ones.

A cell's number says its row and column, so the larger ones follow from those that are there.
"""

import django.contrib.postgres.indexes
from django.db import migrations

# Cells of a tenth of a degree are 10,000,000 + (row + 900) * 10,000 + column + 1,800.
LARGER_CELLS = """
UPDATE directory_searchdocument SET places = ARRAY(
  SELECT number FROM unnest(places) AS number
  UNION
  SELECT first + (floor((cell / 10000 - 900) / size::float8)::int + 900) * 10000
    + floor((cell % 10000 - 1800) / size::float8)::int + 1800
  FROM (
    SELECT number - 10000000 AS cell FROM unnest(places) AS number
    WHERE number BETWEEN 10000000 AND 29999999
  ) AS cells, (VALUES (2, 30000000), (4, 50000000)) AS sizes (size, first)
  ORDER BY 1
) WHERE latitude IS NOT NULL
"""
SMALL_CELLS = """
UPDATE directory_searchdocument SET places = ARRAY(
  SELECT number FROM unnest(places) AS number
  WHERE number NOT BETWEEN 30000000 AND 99999999 ORDER BY 1
) WHERE latitude IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0005_history_in_bulk'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='searchdocument',
            name='search_document_by_words',
        ),
        migrations.RemoveIndex(
            model_name='searchdocument',
            name='search_document_by_places',
        ),
        migrations.RemoveIndex(
            model_name='searchdocument',
            name='search_document_by_facets',
        ),
        migrations.RunSQL(sql=LARGER_CELLS, reverse_sql=SMALL_CELLS),
        migrations.AddIndex(
            model_name='searchdocument',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words', 'places', 'facets'], name='search_document_by_all'),
        ),
    ]
