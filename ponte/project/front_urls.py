"""Addresses of the front page, the signed-in home and what belongs to the whole site."""

from django.urls import path

from ponte.project import front

urlpatterns = [
    path("", front.front, name="front"),
    path("home/", front.home, name="home"),
]
