"""Which connection serves which table."""


class Router:
    """The cache, which counts sign-in attempts, is written outside the request's transaction."""

    def db_for_read(self, model, **hints):
        return "aside" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        # The owner migrates through `default`; `aside` is the same database.
        return db == "default"
