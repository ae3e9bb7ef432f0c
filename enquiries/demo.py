"""Two enquiries in the inbox: a library that did the readiness check, and one that only looks like spam."""

from engagements.demo.stage import Stage
from enquiries import services, spam


def play(stage: Stage) -> None:
    """Receive both."""
    library(stage)
    taken_for_spam(stage)


def library(stage: Stage) -> None:
    """A director who read about the plan, answered the eight questions, and confirmed her address."""
    answers = {
        "problem_owner": ("partly", "De directeur en de voorzitter van de raad van toezicht"),
        "owner_after": ("no", ""),
        "may_not_change": ("yes", "De vestiging in Oostkwartier blijft open"),
        "mandate": ("partly", "Over formatie beslist de directeur"),
        "openness": ("yes", ""),
        "time": ("partly", "De drie teamleiders"),
        "backing": ("yes", ""),
        "done_when": ("partly", "Geen dienst meer die op de dag zelf wordt gevuld"),
    }
    asked = services.Asked(
        name="Marijke Leesmap",
        email="marijke.leesmap@example.org",
        organisation="Bibliotheek De Losse Blaadjes",
        phone="070 000 00 00",
        message=(
            "Van vier vestigingen hebben we er één gemaakt, op papier. De roosters worden nog per vestiging gemaakt, "
            "en elke week blijven er diensten open die ik zelf op de dag vul. Twee teamleiders willen verder, een "
            "niet. Ik zoek iemand die dit met ons op orde brengt en dan weer weggaat."
        ),
        step="specification",
        readiness={key: {"choice": choice, "words": words} for key, (choice, words) in answers.items()},
    )
    enquiry = receive(stage, -4, asked)
    with stage.on(-4, minutes=38):
        services.prove_address(ref=enquiry.ref)


def taken_for_spam(stage: Stage) -> None:
    """Somebody whose browser filled in the field that people don't see."""
    asked = services.Asked(
        name="Fedde Droomland",
        email="fedde.droomland@example.org",
        organisation="Jeugdhulp De Kleine Wereld",
        message=(
            "Onze locatiemanager valt zeker vier maanden uit. Het team draait, maar de wachtlijst loopt op en met de "
            "gemeente moet voor de zomer een nieuw contract. Kunnen we eens bellen?"
        ),
    )
    receive(stage, -1, asked, trap="https://dekleinewereld.example")


def receive(stage: Stage, day: int, asked: services.Asked, trap: str = "") -> services.Enquiry:
    """Open the form in the morning of that day, send it six minutes later, and return what arrived."""
    with stage.on(day):
        stamp = spam.new_stamp()
    with stage.on(day, minutes=6):
        return services.receive(asked=asked, language="nl", signs=spam.Signs(stamp=stamp, trap=trap))[0]
