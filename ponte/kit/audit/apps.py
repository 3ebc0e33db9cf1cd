from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ponte.kit.audit"
    label = "audit"
