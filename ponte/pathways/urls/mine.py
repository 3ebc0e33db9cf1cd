"""My data: the worker's pages; and the office's pages of what workers ask and what falls due."""

from django.urls import path

from ponte.pathways.views import mine, mine_office

OWN = "mine/<uuid:pk>/"

urlpatterns = [
    path("mine/", mine.mine_home, name="mine"),
    path(OWN, mine.mine_detail, name="mine-detail"),
    path(f"{OWN}kept/", mine.mine_kept, name="mine-kept"),
    path(f"{OWN}readers/", mine.mine_readers, name="mine-readers"),
    path(f"{OWN}consents/", mine.mine_consents, name="mine-consents"),
    path(f"{OWN}consents/<slug:purpose>/<slug:recipient>/", mine.mine_consent, name="mine-consent"),
    path(f"{OWN}copy/", mine.mine_copy, name="mine-copy"),
    path(f"{OWN}pdf/", mine.mine_pdf, name="mine-pdf"),
    path(f"{OWN}requests/", mine.mine_requests, name="mine-requests"),
    path(f"{OWN}requests/<uuid:asked>/lift/", mine.mine_request_lift, name="mine-request-lift"),
    path("requests/", mine_office.rights_list, name="rights-list"),
    path("requests/<uuid:pk>/", mine_office.rights_detail, name="rights-detail"),
    path("retention/", mine_office.retention, name="retention"),
    path("retention/<uuid:pk>/", mine_office.retention_hold, name="retention-hold"),
]
