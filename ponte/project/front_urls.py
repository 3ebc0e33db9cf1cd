"""Addresses of the front page, the signed-in home and what belongs to the whole site."""

from django.urls import path

from ponte.accounts.views.mailbox import mail_list
from ponte.project import design, front, pages

urlpatterns = [
    path("", front.front, name="front"),
    path("home/", front.home, name="home"),
    path("demo/mail/", mail_list, name="demo-mail"),
    path("about/", pages.about, name="about"),
    path("help/", pages.help_page, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("sources/", pages.sources, name="sources"),
    path("report/", pages.report, name="report"),
    *design.urlpatterns,
]
