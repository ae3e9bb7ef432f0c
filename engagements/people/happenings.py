"""What about people is told as "what happened lately". A shadow manager comes and goes under other names, untold."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening

happening("member-add", _("%(subject)s takes part"))
happening("member-end", _("%(subject)s no longer takes part"))
happening("member-revoke", _("The invitation of %(subject)s was withdrawn"))
happening("delegation-add", _("Approving is delegated: %(subject)s"))
happening("delegation-revoke", _("Approving is no longer delegated: %(subject)s"))
