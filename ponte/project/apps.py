from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "ponte.project"
    label = "project"
