"""The verdict of a durability check: what five answers say together. Arithmetic, nothing else."""

from engagements.evaluation.models import Answer, Verdict


def judge(
    *, still_done: int, measured: int, survives_absence: int, leaders_visible: int, still_fits: int
) -> Verdict:
    """Return what the five answers (each an `Answer`) say together.

    Holds: five times yes. Relapsing: it is no longer done the new way, or at least two of the five are a no. Anything
    in between needs fine-tuning.
    """
    answers = (still_done, measured, survives_absence, leaders_visible, still_fits)
    if all(answer == Answer.YES for answer in answers):
        return Verdict.HOLDS
    if still_done == Answer.NO or answers.count(Answer.NO) >= 2:
        return Verdict.RELAPSING
    return Verdict.FINE_TUNE
