from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "ponte.kit.limits"
    label = "limits"
