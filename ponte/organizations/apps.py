from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "ponte.organizations"
    label = "organizations"
