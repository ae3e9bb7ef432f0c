"""What the practice did with earlier enquiries: one in talk, one converted, one declined and one withdrawn."""

from typing import Any

from engagements.demo.stage import Stage
from enquiries import conversion, services
from enquiries.demo import receive
from enquiries.inbox import services as inbox
from enquiries.models import Enquiry

GREET, NOOR, BRAM = "greet@example.org", "noor@example.org", "bram@example.org"


def play(stage: Stage) -> None:
    """Receive them, and let the practice do what it does."""
    declined(stage)
    withdrawn(stage)
    in_talk(stage)
    converted(stage)


def _received(stage: Stage, day: int, **typed: Any) -> Enquiry:
    return receive(stage, day, services.Asked(**typed))


def _do(stage: Stage, day: int, enquiry: Enquiry, service: Any, who: str, **values: Any) -> None:
    """Let somebody do something with an enquiry whose page they just opened."""
    with stage.on(day, minutes=90):
        seen = Enquiry.objects.get(pk=enquiry.pk).version
        service(enquiry=enquiry, actor=stage.people[who], seen=seen, **values)


def declined(stage: Stage) -> None:
    """A question that is no work for an interim manager; answered all the same."""
    enquiry = _received(
        stage,
        -34,
        name="Bas Luchthart",
        email="bas.luchthart@example.org",
        organisation="Luchtkasteel Ventures",
        message="Wij zoeken iemand die onze nieuwe app bij ziekenhuizen naar binnen praat. Snel beginnen, hoge bonus.",
    )
    _do(
        stage,
        -33,
        enquiry,
        inbox.decline,
        GREET,
        reason="Dit is verkoop, geen verandering.",
        text="Dank voor je bericht. Wat je vraagt is verkoop, en dat is ons vak niet. We wensen je er succes mee.",
    )


def withdrawn(stage: Stage) -> None:
    """Somebody who found it inside."""
    enquiry = _received(
        stage,
        -21,
        name="Trees Overveld",
        email="trees.overveld@example.org",
        organisation="Zwembad De Droge Kikker",
        message="Na het vertrek van onze manager heeft niemand het overzicht. Kan iemand drie maanden bijspringen?",
        step="intake",
    )
    _do(
        stage,
        -20,
        enquiry,
        inbox.answer,
        GREET,
        text="Dat kan. Weet je al wie het daarna overneemt? Als die er al is, heb je ons misschien niet nodig.",
        talk=True,
    )
    with stage.on(-18):
        services.withdraw_by_prospect(ref=enquiry.ref)


def in_talk(stage: Stage) -> None:
    """One that an interim manager looks at; nobody has converted it yet."""
    enquiry = _received(
        stage,
        -10,
        name="Sjoerd Polderman",
        email="sjoerd.polderman@example.org",
        organisation="Waterschap De Stille Kolk",
        phone="058 000 00 00",
        message=(
            "Drie afdelingen plannen ieder hun eigen onderhoud. Elk jaar ligt dezelfde sloot twee keer open. "
            "Het bestuur wil één planning, de afdelingen willen vooral de hunne."
        ),
        step="execution",
    )
    with stage.on(-10, minutes=25):
        services.prove_address(ref=enquiry.ref)
    _do(
        stage,
        -9,
        enquiry,
        inbox.answer,
        GREET,
        text="Dank voor je vraag. Noor Zeebries belt je deze week om kennis te maken.",
        talk=True,
    )
    _do(stage, -9, enquiry, inbox.assign, GREET, manager=stage.people[NOOR])
    note = "Gebeld. Het bestuur is het eens, de afdelingshoofden weten nog van niets. Eerst met hen praten."
    _do(stage, -6, enquiry, inbox.note, NOOR, text=note)


def converted(stage: Stage) -> None:
    """One that became an engagement, whose sponsor has still to confirm the address."""
    message = (
        "Ons depot verhuist en de registratie loopt twee jaar achter. Twee conservatoren weten waar alles staat; "
        "één gaat dit voorjaar met pensioen. We zoeken iemand die zorgt dat het zonder haar ook lukt."
    )
    enquiry = _received(
        stage,
        -7,
        name="Lidewij Passepartout",
        email="lidewij.passepartout@example.org",
        organisation="Museum De Lege Lijst",
        message=message,
        step="specification",
    )
    _do(
        stage,
        -3,
        enquiry,
        conversion.convert,
        GREET,
        manager=stage.people[BRAM],
        organisation={"name": "Museum De Lege Lijst", "sector": "Cultuur"},
        title="Het depot vindbaar",
        situation=message,
        language="nl",
        starts_on=stage.day(-3),
    )
