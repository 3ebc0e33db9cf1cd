"""Addresses of imports."""

from django.urls import path

from ponte.exchange.views import listed, making, runs

app_name = "exchange"
urlpatterns = [
    path("", listed.import_list, name="import-list"),
    path("export.csv", listed.import_export, name="import-export"),
    path("new/", making.import_new, name="import-new"),
    path("<uuid:pk>/", runs.import_detail, name="import-detail"),
    path("<uuid:pk>/columns/", making.import_mapping, name="import-mapping"),
    path("<uuid:pk>/progress/", runs.import_progress, name="import-progress"),
    path("<uuid:pk>/duplicates/", runs.import_duplicates, name="import-duplicates"),
    path("<uuid:pk>/to-mend/", runs.import_bad_lines, name="import-bad-lines"),
    path("<uuid:pk>/apply/", runs.import_apply, name="import-apply"),
    path("<uuid:pk>/cancel/", runs.import_cancel, name="import-cancel"),
    path("<uuid:pk>/undo/", runs.import_undo, name="import-undo"),
]
