"""The list of cases, as a page and as a file, one case, and its steps."""

from django.urls import path

from ponte.pathways.views import case_list, cases, ending, ending_passes, posts, steps

urlpatterns = [
    path("", case_list.case_list, name="case-list"),
    path("export.csv", case_list.case_export, name="case-export"),
    path("<uuid:pk>/", cases.case_detail, name="case-detail"),
    path("<uuid:pk>/steps/<slug:action>/", steps.case_step, name="case-step"),
    path("<uuid:pk>/ending/<slug:of>/", ending.case_ending, name="case-ending"),
    path(
        "<uuid:pk>/ending/<slug:of>/signers/<uuid:signatory>/here/",
        ending_passes.ending_here,
        name="ending-here",
    ),
    path(
        "<uuid:pk>/ending/<slug:of>/signers/<uuid:signatory>/verbs/<slug:verb>/",
        ending_passes.ending_verb,
        name="ending-verb",
    ),
    path("<uuid:pk>/ending/<slug:of>/paper/", ending.ending_paper, name="ending-paper"),
    path("<uuid:pk>/post/", posts.post_fill, name="post-fill"),
]
