"""A software scale-up: day 12 of the intake, in English."""

from engagements.demo import papers, scenes
from engagements.demo.stage import Stage, Story, the
from engagements.intake import services as intake
from engagements.people.roles import Role

START = -11


def play(stage: Stage) -> None:
    """Play it: started eleven days ago, so today is day 12."""
    story = Story(
        stage,
        "noor@example.org",
        START,
        {"name": "Pretendly", "sector": "Software", "headcount": 85},
        title="Interim COO before the next round",
        kind="crisis",
        situation="Eighty-five people, two founders, one investor with a spreadsheet. Decisions are made in chat at midnight.",
        final_goal="Weekly decisions are made by the leadership team without an interim in the room.",
        language="en",
        days_per_week=5,
        planned_end_on=stage.day(80),
    )
    story.joins(
        START + 1, "sponsor", Role.SPONSOR, "ava.mockley@example.org", "Ava Mockley", "Co-founder and CEO"
    )
    story.joins(START + 2, "cto", Role.MANAGEMENT, "leo.placeholder@example.org", "Leo Placeholder", "CTO")
    story.joins(
        START + 4, "people", Role.MANAGEMENT, "priya.example@example.org", "Priya Example", "Head of People"
    )
    scenes.observe(story, SEEN)
    scenes.claim(story, START + 5, CLAIMS)
    scenes.clash(story, START + 6, "growth", "claim investor", "claim cto")
    scenes.clash(story, START + 6, "mandate", "claim founders", "claim investor")
    story.at(
        START + 9,
        intake.handle_conflict,
        conflict=the("mandate"),
        state="escalated",
        outcome="Taken to the board of the 14th: a sounding board can't cut costs by twenty percent.",
    )
    scenes.name_processes(story, START + 7, NAMED)
    story.at(
        START + 10,
        intake.draft_assignment,
        "assignment",
        purpose="Bring order to how decisions are made, and hand that order over within three months.",
        result="Four weeks of weekly decisions without the interim in the room.",
        authority="Chairs the weekly decision meeting. No hiring or firing.",
        limits="No third reorganisation.",
        reporting="Weekly with the CEO.",
    )
    scenes.ask_trust(story, [(-2, (3, 4, 3, 3), None)])
    scenes.log(story, DIARY)
    papers.keep(story, PAPERS)
    story.play()


SEEN = (
    (START, "culture", "The real meeting is the chat after the meeting."),
    (START, "structure", "Seven people report to the CEO, four to nobody."),
    (START + 1, "processes", "Three roadmaps, all of them current."),
    (START + 2, "finance", "Runway is quoted in three different months."),
    (START + 3, "people", "The two best engineers are interviewing elsewhere; everybody knows."),
    (START + 4, "systems", "Customer requests live in five tools."),
    (START + 6, "strategy", "Enterprise on the slides, self-service in the code."),
    (START + 8, "culture", "Nobody says no. Things just don't happen."),
    (START + 10, "processes", "Releases happen when Leo is awake."),
)
CLAIMS = {
    "claim investor": ("The investor", "Costs down by 20 % before the next round."),
    "claim cto": ("The CTO", "Two more teams, or the platform won't hold."),
    "claim founders": ("The founders", "A sounding board, not a boss."),
    "claim people": ("People", "No third reorganisation."),
}
NAMED = {
    "roadmap": ("Roadmap decisions", "Whoever asked last wins."),
    "release": ("Releases", "On Leo's laptop, after ten."),
    "hiring": ("Hiring", "Every team hires alone; offers differ by a third."),
    "cash": ("Cash planning", "Updated before board meetings."),
    "support": ("Support escalations", ""),
    "pricing": ("Pricing", ""),
    "onboarding": ("Onboarding of customers", ""),
}
DIARY = (
    (START, "private", "First day. Told them what I saw, too early and too firmly.", 2),
    (START + 2, "private", "Listened for a whole day. Learned more.", -1),
    (START + 4, "practice", "Asked to decide on a release. Asked back who decides next month.", 1),
    (START + 6, "private", "Kept out of the pricing row.", -1),
    (START + 7, "sponsor", "Stopped a hire until somebody owns hiring. Ava agreed afterwards.", 2),
    (START + 9, "steering", "Put four claims beside each other. Silence, then a good conversation.", 0),
    (
        START + 10,
        "everyone",
        "Draft of the assignment is on the table: read it, and say what is missing.",
        -1,
    ),
)

PAPERS = (
    (
        START + 3,
        "contract",
        "steering",
        "Engagement letter",
        "Five days a week for ninety days, with a say in the weekly decisions.",
    ),
)
