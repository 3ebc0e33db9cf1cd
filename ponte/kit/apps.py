from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "ponte.kit"
    label = "kit"

    def ready(self) -> None:
        """Teach queries to ask for one of many values."""
        from ponte.kit import among  # noqa: F401
