"""Sheets of cases and of openings: lists, one sheet, its steps, its paper."""

from django.urls import path

from ponte.pathways.views import sheet_filling, sheet_paper, sheet_sittings, sheets

CASE, OPENING, SHEET = "<uuid:pk>/sheets/", "openings/<uuid:pk>/sheets/", "sheets/<uuid:sheet>/"

urlpatterns = [
    path(CASE, sheets.sheet_list, name="sheet-list"),
    path(f"{CASE}begin/<slug:instrument>/", sheets.sheet_begin, name="sheet-begin"),
    path(f"{CASE}compare/<slug:instrument>/", sheets.sheet_compare, name="sheet-compare"),
    path(
        f"{CASE}compare/<slug:instrument>/csv/",
        sheets.sheet_compare_file,
        name="sheet-compare-file",
    ),
    path(f"{CASE}blank/<slug:instrument>/", sheet_paper.sheet_blank, name="sheet-blank"),
    path(OPENING, sheets.opening_sheet_list, name="opening-sheet-list"),
    path(
        f"{OPENING}begin/<slug:instrument>/",
        sheets.opening_sheet_begin,
        name="opening-sheet-begin",
    ),
    path(
        f"{OPENING}blank/<slug:instrument>/",
        sheet_paper.opening_sheet_blank,
        name="opening-sheet-blank",
    ),
    path(SHEET, sheets.sheet_detail, name="sheet"),
    path(f"{SHEET}fill/", sheet_filling.sheet_fill, name="sheet-fill"),
    path(f"{SHEET}fill/<slug:step>/", sheet_filling.sheet_step, name="sheet-step"),
    path(f"{SHEET}complete/", sheet_filling.sheet_complete, name="sheet-complete"),
    path(f"{SHEET}renew/", sheet_filling.sheet_renew, name="sheet-renew"),
    path(f"{SHEET}sitting/<slug:what>/", sheet_sittings.sheet_sitting, name="sheet-sitting"),
    path(f"{SHEET}pdf/", sheet_paper.sheet_pdf, name="sheet-pdf"),
    path(f"{SHEET}files/", sheet_paper.sheet_attach, name="sheet-attach"),
    path(f"{SHEET}files/<uuid:file>/", sheet_paper.sheet_file, name="sheet-file"),
]
