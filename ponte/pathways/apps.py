from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "ponte.pathways"
    label = "pathways"
