"""How often somebody may try: counted in PostgreSQL, outside the request's transaction."""
