"""The public addresses of an enquiry, in the reader's language. Those of the practice are in `inbox.urls`."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from enquiries import views

app_name = "enquiries"
urlpatterns = [
    path(pgettext_lazy("url", "readiness/"), views.check, name="check"),
    path(pgettext_lazy("url", "contact/"), views.contact, name="contact"),
    path(pgettext_lazy("url", "contact/thanks/"), views.thanks, name="thanks"),
    path(pgettext_lazy("url", "contact/confirm/<str:secret>/"), views.prove, name="prove"),
    path(pgettext_lazy("url", "contact/withdraw/<str:secret>/"), views.withdraw, name="withdraw"),
]
