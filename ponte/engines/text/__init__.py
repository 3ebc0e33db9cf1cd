"""Words of seven languages: folding, tokens, stems, search documents, queries and typos.

Nothing here knows the database. What leaves for it is literal text (a tsvector, a tsquery,
a sort key, deletion keys), so a second search engine can be fed from the same functions.
"""
