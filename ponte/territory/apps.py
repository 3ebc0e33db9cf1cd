from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "ponte.territory"
    label = "territory"
