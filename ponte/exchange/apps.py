from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "ponte.exchange"
    label = "exchange"
