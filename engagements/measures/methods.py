"""How each measure is made: what it is, how it is computed, what it can't tell, and where it comes from.

One text for each key of `boards.PAGES` and `practice.boards.NAMES`; a measure without its text stops the build.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.measures import boards
from engagements.measures.practice import boards as practice
from phases.shapes import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One measure in plain words. `source` says which part is known from elsewhere and which is our own judgement."""

    name: Text
    what: Text
    how: Text
    example: Text
    limits: Text
    source: Text


#: What is measured of one engagement.
OF_ONE: dict[str, Method] = {
    boards.LETTING: Method(
        name=_("Letting go"),
        what=_("Who really decides in each critical process: the interim manager, or the organisation."),
        how=_(
            "The interim manager and the owner of the process each choose one of seven rungs, from 1 (the interim "
            "manager decides) to 7 (the organisation decides alone), whenever they want and when asked each month. "
            "The band behind the lines is what each phase calls for, laid over the real dates; it stands still while "
            "the engagement is on hold. For all processes together the mean of each month is taken. The line of the "
            "owner counts."
        ),
        example=_(
            "Half-way through the execution the band runs from 4 to 5.75. The owner says 3, the interim manager says "
            "5: the process lags, because the owner says so."
        ),
        limits=_(
            "It is what people say, not what was observed. Where nobody said anything for a whole month the line "
            "breaks; nothing is filled in."
        ),
        source=_(
            "The seven rungs are the levels of delegation of Management 3.0. Which rungs belong to which phase is our "
            "own judgement."
        ),
    ),
    boards.GAP: Method(
        name=_("The gap between the two sides"),
        what=_("How differently both sides see who decides."),
        how=_(
            "Of each process that both sides rated in a month, the difference between their last two ratings, "
            "whichever is higher; of all those processes the mean."
        ),
        example=_("The interim manager says 5, the owner 3: a gap of 2 rungs. From 2 on it is worth a talk."),
        limits=_("It does not say who is right. A small gap can also mean that both are mistaken."),
        source=_(
            "Research by Schaveling (Nyenrode) on temporary leadership describes how differently clients and interim "
            "managers see the same engagement. That is why everything here is rated by both."
        ),
    ),
    boards.PENDULUM: Method(
        name=_("The role you play"),
        what=_(
            "Between authority and conversation partner: the role an interim manager noted to have played."
        ),
        how=_(
            "With something that is logged, the interim manager may note a role from −2 (conversation partner) to +2 "
            "(authority). Counted is how many moments of the present phase fit its range."
        ),
        example=_("In the execution −2 to 0 fits. Of four moments three lie within it: 3 of 4."),
        limits=_(
            "Only whoever noted it sees it, so it compares with nobody. Moments that were not noted are missing."
        ),
        source=_(
            "Our own way of working: in the beginning the role swings, at the end it is conversation only."
        ),
    ),
    boards.TRUST: Method(
        name=pgettext_lazy("measure", "Trust"),
        what=_("Whether both sides trust each other."),
        how=_(
            "Both sides score the same four statements from 1 to 5: keeps word, is competent for this, means well by "
            "us, can say and hear hard things. The answers show when both have answered; drawn is the mean of each "
            "side."
        ),
        example=_("Scores of 4, 5, 4 and 3 make a 4. If the other side comes to 2.5, the gap is 1.5."),
        limits=_(
            "Trust is shown, never ranked: there is no list of most trusted managers, no phase waits for it, and it "
            "is not part of what is measured over all engagements. It is a reason to talk, nothing more."
        ),
        source=_(
            "Ability, benevolence and integrity are from Mayer, Davis and Schoorman (1995); candour is our addition. "
            "Schaveling (2010) found that working on trust has little or no effect on how satisfied a client is: one "
            "more reason to hang nothing on it."
        ),
    ),
    boards.GOALS: Method(
        name=_("Interim goals"),
        what=_("How far each interim goal has come."),
        how=_(
            "From baseline to target is a hundred percent; the last reading says how much of that way is behind us. "
            "Beside it stands where an even pace would be on the day of that reading. Dates move along with pauses."
        ),
        example=_(
            "From 60 to 80, last read at 70: 50%. With three quarters of the time gone, an even pace would be 75%: "
            "behind."
        ),
        limits=_(
            "Change seldom goes at an even pace. A number that is easy to read can push aside what matters more."
        ),
        source=_(
            "Clear agreements on the end result and regular reports on progress are among the factors that work "
            "according to Schaveling (2010). The even pace is our own yardstick."
        ),
    ),
    boards.PROMISES: Method(
        name=_("Promises kept"),
        what=_("What became of the promises that people in board and management made by name."),
        how=_(
            "Kept promises, those that were agreed anew on the way included, divided by all that were kept or "
            "broken. Open ones do not count yet; late is what is past its date, moved by the pauses."
        ),
        example=_("Six kept as agreed, two kept after they were agreed anew, two broken: 80%."),
        limits=_(
            "Small promises are easily kept. Agreeing anew in time is no failure, and friction belongs to this phase."
        ),
        source=_(
            "Active and visible sponsorship is the success factor named most often in the studies of Prosci. "
            "Counting promises is our own way to see it."
        ),
    ),
    boards.TALKS: Method(
        name=_("Talks started by the organisation"),
        what=_("Who brings the question: an early sign that the work becomes theirs."),
        how=_(
            "The talks at the sparring desk that somebody of the organisation started, divided by all of them."
        ),
        example=_("Nine talks, six started by an owner: 6 of 9."),
        limits=_("Talks in the corridor are not counted. Few talks can mean calm as well as silence."),
        source=_("Our own judgement; we know of no research on exactly this."),
    ),
    boards.DURABILITY: Method(
        name=_("Does it last"),
        what=_("Whether a changed process still goes the new way when the interim manager has gone."),
        how=_(
            "After 30, 90 and 180 days its owner answers five questions: is it still done, still measured, does it "
            "survive absence, are leaders visible, does it still fit? Five times yes: it holds. No longer done, or no "
            "to at least two: relapsing. Anything in between needs fine-tuning. Counted is what holds of what was "
            "answered."
        ),
        example=_("Of five processes four were checked after 180 days; three hold: 3 of 4."),
        limits=_(
            "The owner judges their own process. Satisfaction is not durability: a client can be glad about an "
            "engagement of which little is left, and the other way round. That is why we ask what is still done, not "
            "how it felt."
        ),
        source=_(
            "The questions are five of the ten factors of the NHS Sustainability Model. A study of 19 teams that were "
            "given that model found that only a minority used it all along (Implementation Science 8:127), so ours is "
            "short. The days are our own choice."
        ),
    ),
    boards.AGE: Method(
        name=_("Time in each phase"),
        what=_("How many days each phase took, or takes so far."),
        how=_(
            "All days between entering and leaving the phase, without those on hold; stepping back adds the days of "
            "the second stay."
        ),
        example=_("Entered on 1 March, left on 31 March, ten days on hold: 20 days, and 10 on hold."),
        limits=_("Fast is not good in itself: a short intake comes back in the execution."),
        source=_("Our own count, from the history of the engagement."),
    ),
}

#: What is measured over all engagements of the practice.
TOGETHER: dict[str, Method] = {
    practice.PHASES_LAST: Method(
        name=practice.NAMES[practice.PHASES_LAST],
        what=_("Which phases take longest in the engagements of the practice."),
        how=_(
            "Of each engagement that has left the phase, its days in it without those on hold. These are put in "
            "order: the one in the middle is shown, and between what half of them lie, in whole weeks."
        ),
        example=_(
            "Intakes of 2, 3, 4, 6 and 9 weeks: 4 is in the middle, and half of them lie between 3 and 6."
        ),
        limits=_(
            "A phase that is still going on does not count yet, so what takes very long now is not seen until it is "
            "over. What ended early says nothing about the phase it ended in."
        ),
        source=_(
            "Our own count. For comparison: the INIMA report of 2021 found 11.4 months as the average of a whole "
            "engagement in Europe."
        ),
    ),
    practice.HANDED: Method(
        name=practice.NAMES[practice.HANDED],
        what=_("Whether processes are let go on the day that was planned for it."),
        how=_(
            "Of all processes whose planned day has come, moved by the pauses since the plan was fixed, the share "
            "that its owner accepted by then, within thirty days after it, later, or not yet."
        ),
        example=_(
            "Planned for 1 June, two weeks on hold since: due on 15 June. Accepted on 20 June: within a month."
        ),
        limits=_(
            "A plan that is always met may have been too easy. Waiting is sometimes what the owner needs."
        ),
        source=_("Our own judgement: a day that both sides can hold each other to."),
    ),
    practice.LAG: Method(
        name=practice.NAMES[practice.LAG],
        what=_("In which month of an engagement owners say that less is theirs than the phase calls for."),
        how=_(
            "Of each process the owner's last rating in the month, minus the nearest end of the band expected that "
            "day; within the band it is 0. First the mean of the processes of one engagement, then the mean of the "
            "engagements. A month is thirty days that were not on hold."
        ),
        example=_("The band runs from 4 to 5.75. An owner at 3 is at −1, one at 5 at 0: together −0.5."),
        limits=_(
            "In late months only the long engagements are left. The band is our own, so it also shows where the band "
            "is wrong."
        ),
        source=_("Our own judgement, built on the ladder of letting go."),
    ),
    practice.LASTING: Method(
        name=practice.NAMES[practice.LASTING],
        what=_("What the engagements of the practice came to: what holds after 30, 90 and 180 days."),
        how=_(
            "All checks of a moment that were answered, divided into what holds, needs fine-tuning, relapses."
        ),
        example=_(
            "Of 43 checks after 180 days 30 hold, 9 need fine-tuning, 4 relapse: about 70%, 20% and 10%."
        ),
        limits=_(
            "Checks that were skipped or not answered are missing, and may be the weaker ones. The checks of 180 days "
            "are about work of more than half a year ago."
        ),
        source=_("The same five questions as for one engagement."),
    ),
    practice.KEPT: Method(
        name=practice.NAMES[practice.KEPT],
        what=_(
            "How many of the promises of boards and managements are kept, and how many are agreed anew first."
        ),
        how=_(
            "All promises that were kept or broken, divided into kept as agreed, kept after they were agreed anew, "
            "and broken."
        ),
        example=_(
            "Of 40 settled promises 26 were kept as agreed, 8 after they were agreed anew, 6 broken: about 65%, 20% "
            "and 15%."
        ),
        limits=_(
            "One engagement with many promises weighs more than one with few. It says nothing about a person."
        ),
        source=_("The same count as for one engagement."),
    ),
}
METHODS = OF_ONE | TOGETHER
