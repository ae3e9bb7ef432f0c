"""Every address: public pages per language, the workspace without a language prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config.styleguide import styleguide
from outbox import urls as outbox
from practice import urls as practice

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("engagements/", include("engagements.urls")),
    path("enquiries/", include("enquiries.inbox.urls")),
    path("practice/", include(practice.desk)),
    path("practice/mail/", include(outbox.desk)),
    path("", include(practice.files)),
    path("", include("engagements.calendar.feed_urls")),
    path("mail/", include("outbox.urls")),
    path("admin/", admin.site.urls),
    path("", include("config.discovery")),
    *i18n_patterns(
        path("", include("phases.urls")),
        path("", include("enquiries.urls")),
        path("", include("engagements.cases.public_urls")),
        path("", include("engagements.measures.public_urls")),
        path("", include("engagements.reports.handover.public_urls")),
        path("", include(practice.public)),
        prefix_default_language=False,
    ),
]

handler404 = "accounts.views.not_found"

if settings.DEBUG:
    urlpatterns.insert(0, path("styleguide/", styleguide))
