"""The address of the method page: Dutch at /hoe-we-meten/, English at /en/how-we-measure/."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from engagements.measures import public

app_name = "measuring"
urlpatterns = [path(pgettext_lazy("url", "how-we-measure/"), public.method, name="method")]
