"""Addresses of the directory: the public's pages, then the editors'."""

from django.urls import path

from ponte.directory.views import (
    certifying,
    editing,
    freshness,
    missing,
    pages,
    preview,
    references,
    search,
    search_file,
    steps,
    useful,
    voice_list,
    voices,
)

app_name = "directory"
ONE = "home/listings/<str:kind>/<uuid:pk>/"
SERVICES, ENTERPRISES = {"section": "services"}, {"section": "enterprises"}
CALLBACK, MISTAKE = {"kind": "callback"}, {"kind": "mistake"}
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/results.csv", search_file.search_file, name="search-file"),
    path("search/words/", search.suggest, name="suggest"),
    path("search/places/", search.suggest_place, name="suggest-place"),
    path("services/<slug:slug>/", pages.service_detail, name="service-detail"),
    path("enterprises/<slug:slug>/", pages.enterprise_detail, name="enterprise-detail"),
    path("services/<slug:slug>/useful/", useful.listing_useful, SERVICES, name="service-useful"),
    path(
        "enterprises/<slug:slug>/useful/",
        useful.listing_useful,
        ENTERPRISES,
        name="enterprise-useful",
    ),
    path(
        "services/<slug:slug>/call-me/",
        voices.voice_ask,
        {**SERVICES, **CALLBACK},
        name="service-callback",
    ),
    path(
        "services/<slug:slug>/mistake/",
        voices.voice_ask,
        {**SERVICES, **MISTAKE},
        name="service-mistake",
    ),
    path(
        "enterprises/<slug:slug>/call-me/",
        voices.voice_ask,
        {**ENTERPRISES, **CALLBACK},
        name="enterprise-callback",
    ),
    path(
        "enterprises/<slug:slug>/mistake/",
        voices.voice_ask,
        {**ENTERPRISES, **MISTAKE},
        name="enterprise-mistake",
    ),
    path("sent/<str:token>/", voices.voice_sent, name="voice-sent"),
    path("confirm/<str:token>/", freshness.listing_confirm, name="listing-confirm"),
    path("reference/<str:token>/", references.reference_confirm, name="reference-confirm"),
    path("home/listings/", editing.listing_list, name="listing-list"),
    path("home/listings/new/", editing.listing_start, name="listing-start"),
    path("home/listings/export.<str:form>", editing.listing_export, name="listing-export"),
    path(ONE, editing.listing_edit, name="listing-edit"),
    path(f"{ONE}steps/<str:step>/", steps.listing_step, name="listing-step"),
    path(f"{ONE}move/<str:verb>/", editing.listing_move, name="listing-move"),
    path(f"{ONE}last-change/", editing.listing_undo, name="listing-undo"),
    path(f"{ONE}preview/", preview.listing_preview, name="listing-preview"),
    path(f"{ONE}in/<str:language>/", steps.listing_translate, name="listing-translate"),
    path("home/listings/<uuid:pk>/share/", certifying.share_certify, name="share-certify"),
    path(
        "home/listings/<uuid:pk>/references/<uuid:reference>/",
        references.reference_ask,
        name="reference-ask",
    ),
    path("home/missing/", missing.missing_list, name="missing-list"),
    path("home/missing/export.csv", missing.missing_export, name="missing-export"),
    path("home/voices/", voice_list.voice_list, name="voice-list"),
    path("home/voices/export.csv", voice_list.voice_export, name="voice-export"),
    path("home/voices/<str:kind>/<uuid:pk>/", voices.voice_detail, name="voice-detail"),
]
whole_site = [
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
]
