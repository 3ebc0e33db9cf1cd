"""Addresses of a person's own account; signing in itself is allauth's."""

from django.urls import path

from ponte.accounts.views.preferences import preferences

app_name = "accounts"
urlpatterns = [path("preferences/", preferences, name="preferences")]
