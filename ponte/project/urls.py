"""Every address: the language comes first, then the flat."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ponte.directory.urls import whole_site
from ponte.project.front import root

urlpatterns = [path("", root, name="root"), *whole_site]
urlpatterns += i18n_patterns(
    path("", include("ponte.project.front_urls")),
    path("accounts/", include("ponte.accounts.urls")),
    path("", include("ponte.directory.urls")),
    path("accounts/", include("allauth.urls")),
    path("organizations/", include("ponte.organizations.urls")),
    path("pathways/", include("ponte.pathways.urls")),
    path("imports/", include("ponte.exchange.urls")),
)
