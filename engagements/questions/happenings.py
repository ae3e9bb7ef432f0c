"""What of the questions is told as "what happened lately": that one was answered. Never that one was asked."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening

happening("question-answer", _("Question of an employee answered: %(subject)s"))
