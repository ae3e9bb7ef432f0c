"""A family-owned metal firm: completed, the whole story with a step back and a pause."""

from decimal import Decimal

from engagements.demo import metal_case, papers, scenes
from engagements.demo.metal_beginning import (
    AGAIN,
    COMPLETES,
    EVALUATES,
    EXECUTES,
    NAMED,
    OWNERS,
    PAUSES,
    RESUMES,
    STARTS,
    STEPS_BACK,
    look,
    people,
    specify,
)
from engagements.demo.stage import Stage, Story, the
from engagements.evaluation import services as evaluation
from engagements.execution import services as execution
from engagements.intake import services as intake
from engagements.sparring import services as sparring


def play(stage: Stage) -> None:
    """Play it: started 640 days ago, completed 40 days ago."""
    story = Story(
        stage,
        "bram@example.org",
        STARTS,
        {"name": "Metaalbedrijf Klatergoud", "sector": "Maakindustrie", "headcount": 140},
        title="De opvolger aan het roer",
        kind="coaching",
        situation="De oprichter wil stoppen, zijn opvolger staat er drie maanden, en alles loopt nog langs één bureau.",
        final_goal="De opvolger leidt de fabriek; de oprichter komt op vrijdag koffie drinken.",
        days_per_week=3,
        planned_end_on=stage.day(-228),
    )
    people(story)
    look(story)
    specify(story)
    carry_out(story)
    revise_and_pause(story)
    finish(story)
    metal_case.tell(story)
    scenes.log(story, DIARY)
    scenes.work_months(story, STARTS, PAUSES - 32, ("12", "13", "11.5"))
    scenes.work_months(story, RESUMES + 31, EVALUATES, ("12", "12.5"))
    papers.keep(story, PAPERS)
    story.play()


RATED = {
    key: (
        (-600, 1, 2),
        (-540, 2, 2),
        (-480, 3, 3),
        (-430, 3, 3),
        (-350, 4, 4),
        (-310, 5, 5),
        (-270, 6, 6),
        (-255, 6, 7),
    )
    for key in NAMED
}
READ = {
    "on time": ((-540, "72"), (-500, "75"), (-430, "74"), (-350, "83"), (-300, "90"), (-285, "93")),
    "rush": ((-540, "13"), (-480, "11"), (-350, "8"), (-305, "5")),
    "scrap": ((-540, "6.5"), (-480, "5.6"), (-350, "4.4"), (-295, "3.1")),
    "weeks": ((-540, "11"), (-480, "10.3"), (-350, "9"), (-290, "7.9")),
    "visits": ((-480, "2"), (-350, "6"), (-275, "10")),
    "fridays": ((-480, "4"), (-350, "3"), (-265, "1")),
}
PROMISES = (
    (-550, -520, "kept", "Ik bel klanten niet meer op zondag."),
    (-545, -515, "kept", "Lotte tekent de offertes."),
    (-540, -490, "broken", "Ik laat de weekplanning aan Lotte."),
    (-520, -485, "kept", "Ik ben op dinsdag en donderdag niet in de fabriek."),
    (-430, -410, "kept", "De investering in de lasrobot is aan Lotte."),
    (-350, -320, "broken", "Ik bemoei me niet met de spoedlijst."),
    (-330, -300, "kept", "Ik stel Lotte voor bij de tien grootste klanten."),
)
FRICTIONS = (
    (-525, "Gerrit schoof een order naar voren zonder het te zeggen. Een uur ruzie, daarna een regel."),
    (-490, "De weekplanning lag er, en om tien uur lag er een andere."),
    (-455, "De grootste klant vertrok. Iedereen zocht een schuldige."),
    (-345, "De chef productie luisterde naar de vader in plaats van naar de dochter."),
    (-320, "De spoedlijst bleek een achterdeur."),
)


def carry_out(story: Story) -> None:
    """Execution, before and after the step back: readings, ratings, promises, friction, letting go."""
    scenes.rate(story, RATED, OWNERS)
    scenes.read_goals(story, READ)
    story.at(
        EXECUTES + 50,
        execution.settle_commitment,
        by="sponsor",
        commitment=the("no mornings"),
        outcome="kept",
        note="",
    )
    for number, (asked, due, outcome, text) in enumerate(PROMISES):
        scenes.promise(story, asked, f"promise {number}", "sponsor", text, due)
        note = "Het zat er te diep in. Opnieuw besproken, met Lotte erbij." if outcome == "broken" else ""
        story.at(
            due,
            execution.settle_commitment,
            by="sponsor",
            commitment=the(f"promise {number}"),
            outcome=outcome,
            note=note,
        )
    for offset, about in FRICTIONS:
        story.at(
            offset, execution.add_friction, about=about, happened_on=story.stage.day(offset), commitment=None
        )
    for key, offset in (("scheduling", -328), ("quality", -308), ("stock", -288), ("customers", -263)):
        lines = (("Beslissen, elke dag", "Op de vloer"), ("De cijfers bespreken", "Bord in de kantine"))
        scenes.hand_over(story, offset, key, "successor", lines)
    for key, (*_before, (offset, _value)) in READ.items():
        story.at(offset + 2, execution.reach_goal, goal=the(key))


def revise_and_pause(story: Story) -> None:
    """The largest customer leaves: back to the plan. Later an illness in the family: on hold."""
    story.command(
        STEPS_BACK,
        "step-back",
        reason="De grootste klant is vertrokken. Drie van de zes doelen kloppen niet meer.",
        goals=[the("on time"), the("weeks"), the("visits")],
    )
    scenes.approve_plan(story, AGAIN - 10, note="Herzien na het vertrek van de grootste klant.")
    story.at(AGAIN - 5, intake.confirm_assignment, assignment=the("assignment"))
    story.at(AGAIN - 4, intake.confirm_assignment, by="sponsor", assignment=the("assignment"))
    story.command(AGAIN, "advance")
    story.command(
        PAUSES, "hold", by="sponsor", reason="Ziekte in de familie.", expected_return=story.stage.day(RESUMES)
    )
    story.command(RESUMES, "resume", by="sponsor")
    scenes.talk(
        story,
        "shift",
        "successor",
        (-320, "Komt er een tweede ploeg, of kopen we de bewerking in?", -300),
        ((-318, "manager", "Wat kost het je als het over een jaar weer rustig is? Reken dat eerst uit."),),
        options=["Een tweede ploeg vanaf het voorjaar", "De bewerking inkopen", "Nog een halfjaar aanzien"],
        leaning="Inkopen: het geeft ruimte, en we leren van een ander.",
    )
    story.at(
        -304,
        sparring.decide,
        by="successor",
        sparring=the("shift"),
        option=1,
        decision="We kopen in, met een contract van een jaar.",
    )
    story.at(-303, sparring.share, by="successor", sparring=the("shift"), shared=True)
    story.command(EVALUATES, "advance")


def finish(story: Story) -> None:
    """Aftercare: three checks, one fine-tuning, both sides look back; completed."""
    holds = (2, 2, 2, 2, 2)
    scenes.check(story, EVALUATES + 30, 30, {key: ("successor", holds, "") for key in NAMED})
    at_ninety = {key: ("successor", holds, "") for key in NAMED if key != "scheduling"}
    remark = "In de vakantieweken schoof de planning weer per dag."
    scenes.check(
        story, EVALUATES + 90, 90, at_ninety | {"scheduling": ("successor", (1, 2, 1, 2, 2), remark)}
    )
    story.at(
        EVALUATES + 91,
        evaluation.add_fine_tuning,
        "vacation",
        by="successor",
        process=the("scheduling"),
        text="Vakantieplanning: de vervanger leidt de maandag, met dezelfde regels.",
        owner=the("successor"),
        due_on=story.stage.day(EVALUATES + 130),
    )
    story.at(
        EVALUATES + 128,
        evaluation.finish_fine_tuning,
        by="successor",
        action=the("vacation"),
        result="Drie weken gedraaid zonder mij, zonder schuiven.",
    )
    scenes.check(story, EVALUATES + 180, 180, {key: ("successor", holds, "") for key in NAMED})
    scenes.settle_wind(
        story,
        EVALUATES + 8,
        (
            (0, "acted_on", "Tot vijfduizend euro beslist Lotte, daarboven overleggen ze.", True),
            (1, "acted_on", "Ze kijkt niet meer naar de deur.", False),
            (2, "acted_on", "Spoed heeft een eigen vak op het bord, en dat is meestal leeg.", True),
            (3, "refused", "Een foutenronde wilde de werkplaats niet. Dat is hun keus.", True),
        ),
    )
    story.at(
        -60,
        evaluation.give_evaluation,
        score=Decimal("4.5"),
        went_well="Lotte beslist, en Gerrit is er trots op.",
        could_better="De stap terug had ik een maand eerder moeten voorstellen.",
        may_be_quoted=True,
    )
    story.at(
        -55,
        evaluation.give_evaluation,
        by="sponsor",
        score=Decimal("4.8"),
        went_well="Ik drink op vrijdag koffie in mijn eigen fabriek, en ga dan weer naar huis.",
        could_better="Ik had eerder stil moeten zijn.",
        may_be_quoted=True,
    )
    story.at(-54, evaluation.add_lesson, text="Een pauze kost minder dan doorgaan met een half hoofd.")
    story.at(-53, evaluation.add_lesson, by="sponsor", text="Loslaten is ook werk. Je moet het plannen.")
    story.command(COMPLETES, "complete")


DIARY = (
    (
        STARTS,
        "private",
        "Gerrit gaf me een rondleiding en beantwoordde elke vraag die aan Lotte was gesteld.",
        -1,
    ),
    (STARTS + 30, "everyone", "De vier processen zijn benoemd. Lotte schreef ze zelf op het bord."),
    (-489, "private", "Ben tussen vader en dochter gaan staan. Werkte, maar hoort niet.", 2),
    (STEPS_BACK, "everyone", "De grootste klant is weg. We gaan terug naar het plan, met z'n drieën."),
    (-328, "everyone", "De planning is van Lotte. Gerrit stond erbij en zei niets."),
    (-262, "steering", "Laatste keer dat ik bij een klant zat. Lotte deed het woord.", -2),
)

PAPERS = (
    (-636, "contract", "sponsor", "Overeenkomst van opdracht", "Twee dagen per week, naast de opvolger."),
    (
        -255,
        "handover",
        "everyone",
        "Overdracht van het dagelijks bestuur",
        "Wat de opvolger alleen beslist, en waarover de oprichter wil meedenken.",
    ),
)
