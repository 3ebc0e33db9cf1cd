from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "ponte.kit.sealing"
    label = "sealing"
