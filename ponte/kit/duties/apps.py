from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "ponte.kit.duties"
    label = "duties"
