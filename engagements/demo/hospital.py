"""A hospital: in execution, and its hand-over lags."""

from engagements.demo import papers, scenes
from engagements.demo.hospital_beginning import look, people, specify
from engagements.demo.stage import Stage, Story, the
from engagements.execution import services as execution
from engagements.reports.progress import services as reports
from engagements.sparring import services as sparring


def play(stage: Stage) -> None:
    """Play it: started 238 days ago, in execution since 170 days."""
    story = Story(
        stage,
        "tjitske@example.org",
        -238,
        {"name": "Ziekenhuis Zeezicht", "sector": "Zorg", "headcount": 1900},
        title="Operatiekamers op tijd",
        kind="change",
        situation="Operatieprogramma's beginnen te laat en lopen uit. Elke dag belandt er wel iets bij het bestuur.",
        final_goal="Twaalf weken draaien zonder spoedoverleg, onder eigen leiding.",
        days_per_week=3,
        planned_end_on=stage.day(60),
    )
    people(story)
    look(story)
    specify(story)
    carry_out(story)
    scenes.log(story, DIARY)
    tell(story)
    scenes.work_months(story, -238, -1, ("13", "12.5", "11.5"))
    papers.keep(story, PAPERS)
    story.play()


#: What the team asked without their names: day, who typed it, the question and the answer, if it has one by now.
QUESTIONS = (
    (
        -61,
        "lotte",
        "Wie mogen we bellen als de eerste operatie toch te laat begint?",
        "De dagcoördinator, op het nummer dat op het weekplanbord staat. Mij hoef je er niet meer voor te bellen.",
    ),
    (-12, "yara", "Blijft de dagstart ook na januari om half acht?", ""),
)
RATED = {
    "board": ((-200, 2, 2), (-160, 3, 3), (-110, 4, 4), (-70, 5, 5), (-48, 6, 6), (-14, 6, 6)),
    "sessions": ((-200, 1, 1), (-160, 2, 2), (-110, 3, 2), (-70, 3, 2), (-14, 3, 2)),
    "daystart": ((-200, 2, 2), (-160, 3, 3), (-110, 4, 4), (-70, 4, 5), (-14, 5, 5)),
    "instruments": ((-200, 2, 2), (-160, 3, 3), (-110, 4, 3), (-70, 5, 4), (-14, 5, 4)),
    "capacity": ((-200, 1, 1), (-160, 2, 2), (-110, 2, 3), (-70, 3, 3), (-14, 3, 3)),
}
OWNERS = {
    "board": "head",
    "sessions": "head",
    "daystart": "daylead",
    "instruments": "supply",
    "capacity": "sponsor",
}
READ = {
    "start": ((-160, "56"), (-130, "61"), (-100, "66"), (-70, "69"), (-40, "72"), (-10, "74")),
    "cancelled": ((-160, "9.1"), (-130, "8.4"), (-100, "7.9"), (-70, "7"), (-40, "6.6"), (-10, "6.1")),
    "chair": ((-120, "1"), (-90, "3"), (-60, "4")),
    "contracts": ((-120, "1"), (-75, "2"), (-35, "3")),
}


def carry_out(story: Story) -> None:
    """Execution: readings, promises kept and missed, one process handed over."""
    scenes.rate(story, RATED, OWNERS)
    scenes.read_goals(story, READ)
    for asked, by, text, answer in QUESTIONS:
        scenes.question(story, asked, by, text, answer)
    story.at(-58, execution.reach_goal, goal=the("chair"))
    story.at(
        -160, execution.settle_commitment, by="sponsor", commitment=the("review 1"), outcome="kept", note=""
    )
    for number, (asked, due, outcome, note) in enumerate(
        (
            (-158, -145, "broken", "missed"),
            (-130, -115, "kept", ""),
            (-100, -85, "kept", ""),
        )
    ):
        scenes.promise(
            story, asked, f"next review {number}", "sponsor", "Ik ben bij de maandbespreking.", due
        )
        note = "Er kwam een overleg met de toezichthouder tussen. Voortaan stuur ik iemand." if note else ""
        story.at(
            due,
            execution.settle_commitment,
            by="sponsor",
            commitment=the(f"next review {number}"),
            outcome=outcome,
            note=note,
        )
    scenes.promise(story, -90, "sign", "staff", "Alle zeven vakgroepen tekenen hun capaciteitsafspraak.", -30)
    story.at(
        -29,
        execution.renegotiate_commitment,
        by="staff",
        commitment=the("sign"),
        text="Alle zeven vakgroepen tekenen hun capaciteitsafspraak.",
        due_on=story.stage.day(14),
        reason="Drie tekenden. De andere vier willen eerst het beddenplan zien.",
    )
    scenes.promise(story, -60, "post", "hr", "De vacature voor een tweede planner is vervuld.", -10)
    scenes.hand_over(
        story,
        -50,
        "board",
        "head",
        (
            ("Het planbord leiden en besluiten vastleggen", "Vergaderruimte 2, elke dinsdag"),
            ("Spelregels planning bijhouden", "Intranet, map Planning"),
            ("Bezetting drie weken vooruit bewaken", "Weekoverzicht"),
        ),
    )
    for offset, process, what, where in (
        (-30, "daystart", "De dagstart leiden", "Koffiekamer, 7.45 uur"),
        (-30, "daystart", "De redenen van te laat bijhouden", "Bord bij de ingang"),
        (-25, "sessions", "De vrijvalregel toepassen", "Intranet, map Planning"),
    ):
        story.at(offset, execution.add_line, f"line {what}", process=the(process), what=what, where=where)
    story.at(-24, execution.accept_line, by="daylead", line=the("line De dagstart leiden"))
    story.at(
        -22,
        execution.refuse_line,
        by="head",
        line=the("line De vrijvalregel toepassen"),
        reason="Zolang twee maatschappen er niet achter staan, kan ik de regel niet handhaven.",
    )
    story.at(
        -138,
        execution.add_friction,
        about="De maandbespreking ging zonder opdrachtgever door. Het gesprek daarna was stevig, en heeft geholpen.",
        happened_on=story.stage.day(-138),
        commitment=the("next review 0"),
    )
    scenes.talk(
        story,
        "friday",
        "head",
        (
            -75,
            "Vrijdagmiddag staat een derde van de sessies leeg. Sluiten we die, of delen we ze opnieuw uit?",
            -66,
        ),
        (
            (-74, "manager", "Wat zeggen de anesthesisten? Zij dragen de vrijdag, niet jij of ik."),
            (-72, "head", "Drie van de vijf willen de vrijdag kwijt. Maakt dat sluiten niet te gemakkelijk?"),
            (-71, "manager", "Het maakt het mogelijk. Of het goed is, zie je aan je bezetting op dinsdag."),
        ),
        options=["De vrijdagmiddag sluiten", "Opnieuw uitdelen onder wie wil", "Zo laten tot de zomer"],
        leaning="Sluiten: het geeft rust, en de dinsdag kan het hebben.",
        process=the("board"),
    )
    story.at(
        -67,
        sparring.decide,
        by="head",
        sparring=the("friday"),
        option=0,
        decision="We sluiten de vrijdagmiddag vanaf volgende maand. De dinsdag krijgt een kamer erbij.",
    )
    story.at(-66, sparring.share, by="head", sparring=the("friday"), shared=True)
    scenes.talk(
        story,
        "rule",
        "head",
        (
            -1,
            "Twee vakgroepen houden zich niet aan de vrijvalregel. Handhaaf ik, of wacht ik op hun handtekening?",
            6,
        ),
        (),
        options=["Nu handhaven, met steun van het bestuur", "Wachten tot alle zeven getekend hebben"],
        leaning="Wachten. Zonder handtekening sta ik er alleen voor.",
        process=the("sessions"),
    )
    scenes.talk(
        story,
        "beds",
        "manager",
        (-12, "Met welk specialisme begin je het gesprek over de bedden?", 9),
        (),
        owner=the("sponsor"),
        process=the("capacity"),
    )


def tell(story: Story) -> None:
    """Report to the steering group every month: one report that most have opened, and the draft of the next."""
    story.at(-170, reports.set_schedule, every="month", weeks=4, day=1, begins_on=story.stage.day(-170))
    scenes.report(
        story,
        -33,
        "report",
        -75,
        summary="Drie van de vier doelen lopen. De sessieverdeling blijft achter: twee vakgroepen staan nog niet achter "
        "de vrijvalregel, en de tweede planner is er nog niet.",
        readers=("sponsor", "hr"),
    )
    scenes.report(
        story,
        -1,
        "next report",
        -32,
        summary="De dagstart draait zonder mij. De sessieverdeling nog niet: daar is een besluit van het bestuur nodig.",
    )


DIARY = (
    (-237, "private", "Eerste dag. Iedereen wil me spreken, niemand weet precies waarover.", 0),
    (-231, "practice", "Drie partijen, drie opdrachten. Ik leg ze naast elkaar voordat ik iets beloof.", -1),
    (
        -220,
        "sponsor",
        "Opdrachtomschrijving getekend. Els wil in het eerste kwartaal rust, niet meer productie.",
        -2,
    ),
    (
        -198,
        "steering",
        "Met de vijf eigenaren de processen doorgesproken. De dagstart blijkt eerder te repareren dan gedacht.",
        1,
    ),
    (-172, "everyone", "Het plan staat. Vanaf volgende week begint elk team met zijn eigen dagstart."),
    (-128, "everyone", "Eerste maand waarin meer dan zes op de tien operaties op tijd begon."),
    (
        -96,
        "private",
        "Heb de vergadering weer overgenomen. Els vroeg het. Achteraf had ik nee moeten zeggen.",
        2,
    ),
    (-49, "everyone", "Het weekplanbord is van Mieke. Ik zit er niet meer bij."),
    (-21, "steering", "Sessieverdeling hapert: twee vakgroepen staan nog niet achter de vrijvalregel."),
    (
        -8,
        "sponsor",
        "De vacature voor de tweede planner staat nog open. Daar hangt de sessieverdeling op.",
        -1,
        210,
    ),
    (-2, "everyone", "Drie dagen achter elkaar geen telefoontje naar het bestuur.", None, 450),
)

PAPERS = (
    (
        -233,
        "contract",
        "sponsor",
        "Overeenkomst van opdracht",
        "Drie dagen per week, met mandaat over de planning van de operatiekamers.",
    ),
    (
        -172,
        "plan",
        "everyone",
        "Plan van aanpak operatiekamers",
        "Zoals de opdrachtgever het heeft goedgekeurd.",
    ),
    (-20, "handover", "steering", "Draaiboek weekplanning", "Wie wanneer beslist, en waar dat staat."),
)
