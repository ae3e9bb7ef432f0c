"""What a list of mail says of each, as a file: to whom, what and when. Never what the mail says."""

from django.utils.translation import gettext_lazy as _

from spreadsheets.columns import Column, named

COLUMNS = (
    Column(_("Made at"), lambda mail: mail.made_at),
    Column(_("What"), lambda mail: str(mail.label)),
    Column(_("To"), lambda mail: named(mail.recipient)),
    Column(_("E-mail address"), lambda mail: mail.address),
    Column(_("How it stands"), lambda mail: str(mail.state.label)),
    Column(_("Sent at"), lambda mail: mail.went_at),
    Column(_("Attempts"), lambda mail: mail.carrier.attempts),
    Column(_("Last error"), lambda mail: mail.carrier.last_error),
)
