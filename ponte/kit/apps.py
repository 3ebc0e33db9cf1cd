from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "ponte.kit"
    label = "kit"
