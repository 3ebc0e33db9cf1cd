"""Addresses of organizations: mine, one from inside, one for everybody, the office's claims."""

from django.urls import path

from ponte.organizations.views import claims, keeping, members, organizations, sites
from ponte.organizations.views import qualifications as stated

app_name = "organizations"
urlpatterns = [
    path("", organizations.organization_list, name="organization-list"),
    path("export.csv", organizations.organization_export, name="organization-export"),
    path("new/", organizations.organization_register, name="organization-register"),
    path("places/", organizations.place_suggest, name="place-suggest"),
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/export.csv", claims.claim_export, name="claim-export"),
    path("claims/<uuid:pk>/", claims.claim_detail, name="claim-detail"),
    path("claims/<uuid:pk>/withdraw/", claims.claim_withdraw, name="claim-withdraw"),
    path("requests/<uuid:pk>/", members.request_detail, name="request-detail"),
    path("requests/<uuid:pk>/withdraw/", members.request_withdraw, name="request-withdraw"),
    path("invitations/<str:token>/", members.invitation, name="invitation"),
    path(
        "invitations/<uuid:pk>/withdraw/", members.invitation_withdraw, name="invitation-withdraw"
    ),
    path("keepings/<str:token>/", keeping.keeping_link, name="keeping-link"),
    path("keepings/<uuid:pk>/end/", keeping.keeping_end, name="keeping-end"),
    path("keepings/<uuid:pk>/letter/", keeping.keeping_letter, name="keeping-letter"),
    path("members/<uuid:pk>/role/", members.member_change, name="member-change"),
    path("members/<uuid:pk>/end/", members.member_end, name="member-end"),
    path("sites/<uuid:pk>/", sites.site_edit, name="site-edit"),
    path("sites/<uuid:pk>/remove/", sites.site_remove, name="site-remove"),
    path("qualifications/<uuid:pk>/", stated.qualification_verify, name="qualification-verify"),
    path(
        "qualifications/<uuid:pk>/remove/", stated.qualification_remove, name="qualification-remove"
    ),
    path("<slug:slug>/", organizations.organization_public, name="organization-public"),
    path("<slug:slug>/claim/", claims.organization_claim, name="organization-claim"),
    path("<slug:slug>/ask/", members.access_ask, name="access-ask"),
    path("<slug:slug>/inside/", organizations.organization_detail, name="organization-detail"),
    path("<slug:slug>/edit/", organizations.organization_edit, name="organization-edit"),
    path("<slug:slug>/sites/new/", sites.site_add, name="site-add"),
    path("<slug:slug>/qualifications/", stated.qualification_list, name="qualification-list"),
    path("<slug:slug>/members/", members.member_list, name="member-list"),
    path("<slug:slug>/members/export.csv", members.member_export, name="member-export"),
    path("<slug:slug>/kept/", keeping.keeping_list, name="keeping-list"),
    path("<slug:slug>/kept/export.csv", keeping.keeping_export, name="keeping-export"),
]
