from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ponte.kit.journal"
    label = "journal"
