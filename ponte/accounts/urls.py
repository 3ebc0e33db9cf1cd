"""Addresses of a person's own account and of cards; other signing in is allauth's."""

from django.urls import path

from ponte.accounts.views.cards import card_first_time, card_sign_in
from ponte.accounts.views.preferences import preferences

app_name = "accounts"
urlpatterns = [
    path("preferences/", preferences, name="preferences"),
    path("card/", card_sign_in, name="card"),
    path("card/first/", card_first_time, name="card-first"),
]
