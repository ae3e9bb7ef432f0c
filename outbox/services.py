"""What a reader changes about the mail they get."""

from outbox.readers import Reader
from outbox.rhythms import Rhythm


def ask_for_less(*, reader: Reader, rhythm: Rhythm) -> Rhythm:
    """Mail somebody in this rhythm from now on if it is a quieter one than theirs; return theirs now."""
    steps = list(Rhythm)
    if steps.index(rhythm) > steps.index(Rhythm(reader.mail_rhythm)):
        reader.mail_rhythm = rhythm
        reader.save(update_fields=["mail_rhythm"])
    return Rhythm(reader.mail_rhythm)
