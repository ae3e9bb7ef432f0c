"""The definitions carry what the process is: numbers of the design, both languages, and words of their own."""

import re
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from phases import definitions
from phases.definitions import BY_KEY, CRITERIA, PHASES, RUNGS, Span

EXPECTED = {  # rungs at the start, at the end, role played
    "intake": ((1, 3), (1, 3), (-2, 2)),
    "specification": ((2, 4), (2, 4), (-1, 2)),
    "execution": ((2.5, 4.5), (5.5, 7), (-2, 0)),
    "evaluation": ((6, 7), (6.5, 7), (-2, -1)),
}
ADVISED = {
    "board_takes_part",
    "trust_asked",
    "commitment_named",
    "no_goal_of_manager",
    "owners_at_rung_six",
    "lesson_both",
}
# The sentences of the text this product came from. Its facts are told here, its sentences are not.
FOUNDING = """
Onderstaande figuur betreft een interactieve weergave van het interim management proces van begin tot eind
In vier stappen wordt uitgelegd hoe het werk als interim manager er uit ziet
wat er tijdens het proces wordt verwacht van zowel de organisatie als geheel en de werknemers
pendelt de Interim Manager voortdurend tussen de rol van autoriteit en gesprekspartner
Dit gaat gepaard met tegenstrijdige aanspraken op het functioneren van de interimmer in deze verschillende rollen
De interimmer brengt in deze fase de huidige situatie in kaart
om vervolgens de beoogde veranderingen te kunnen specificeren
In deze eerste fase is opbouwen van wederzijds vertrouwen erg belangrijk
In de specificatie fase worden de cruciale processen uitvoerig besproken
waarna vervolgens een gedegen plan wordt opgesteld omvangen door voldoende handvatten om mee aan de slag te gaan
Het opstellen van reële tussentijdse doelen moet er voor zorgen dat het uiteindelijke doel behaald wordt
Na deze fase neemt de invloed van de IM'er sterk af
Verandering kan immers enkel plaatsvinden als deze veranderingen door de organisatie gedragen en uitgevoerd wordt
Tijdens de uitvoering fase is het belangrijk dat het management en het bestuur zich vol inzetten
om de veranderingen te laten plaatsvinden
Dit gaat nooit zonder slag op stoot
uiteindelijk komt de organisatie er sterker uit
De invloed van de interimmer daalt sterk in deze fase
fungeert de im'er in deze fase als ideale sparringspartner
hebben uiteindelijk maar één doel, en dat is een verbeterslag in de organisatie aanbrengen
De laatste fase beslaat de evaluatie - gepaard met nazorg
Deze fase bepaalt uiteindelijk of de verandering ook doorwerkt op de lange termijn
Een evaluatie periode kan worden gezien als de periode waarin het 'finetunen' van de veranderde processen
de voornaamste rol speelt
De relatie tussen de interimmer en de organisatie is veranderd naar een pure gesprekspartner
waarin beide partijen elkaar versterken
Neem vrijblijvend contact met ons op
""".strip().splitlines()


def normalised(text):
    return " ".join(re.findall(r"\w+", str(text).casefold()))


def texts_in(language):
    with override(language):
        return [str(text) for phase in PHASES for text in phase.texts()]


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.key)
def test_phase_expects_the_numbers_of_the_design(phase):
    spans = (phase.rungs_start, phase.rungs_end, phase.stance)

    assert tuple((span.low, span.high) for span in spans) == EXPECTED[phase.key]


def test_phases_come_in_order():
    assert [phase.key for phase in PHASES] == list(EXPECTED)
    assert [phase.order for phase in PHASES] == [1, 2, 3, 4]
    assert list(BY_KEY) == list(EXPECTED)


def test_only_intake_swings():
    assert [phase.key for phase in PHASES if phase.swings] == ["intake"]


def test_edges_lead_one_step_forward_and_one_step_back():
    forward = [("intake", "specification"), ("specification", "execution"), ("execution", "evaluation")]

    assert definitions.forward_edges() == forward
    assert definitions.back_edges() == [(target, source) for source, target in forward]


def test_neighbours_end_at_both_ends():
    assert definitions.previous_of("intake") is None
    assert definitions.previous_of("execution").key == "specification"
    assert definitions.next_of("execution").key == "evaluation"
    assert definitions.next_of("evaluation") is None
    with pytest.raises(KeyError):
        definitions.next_of("nowhere")


def test_advised_criteria_are_those_of_the_design():
    assert {key for key, criterion in CRITERIA.items() if not criterion.required} == ADVISED


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.key)
def test_criteria_are_found_by_key_and_belong_to_their_phase(phase):
    assert phase.required + phase.advised == phase.criteria
    for criterion in phase.criteria:
        assert CRITERIA[criterion.key] is criterion
        assert definitions.phase_of(criterion.key) is phase


def test_phase_of_unknown_criterion_is_refused():
    with pytest.raises(KeyError):
        definitions.phase_of("nothing")


def test_choices_follow_the_language():
    with override("nl"):
        dutch = [(key, str(title)) for key, title in definitions.choices()]
    with override("en"):
        english = [(key, str(title)) for key, title in definitions.choices()]

    assert dutch[2] == ("execution", "Uitvoering")
    assert english[2] == ("execution", "Execution")


def test_rungs_run_from_one_to_seven():
    assert [rung.number for rung in RUNGS] == [1, 2, 3, 4, 5, 6, 7]
    assert len({rung.key for rung in RUNGS}) == 7


@pytest.mark.parametrize(
    ("share", "low", "high"), [(-1, 2.5, 4.5), (0, 2.5, 4.5), (0.5, 4, 5.75), (1, 5.5, 7), (2, 5.5, 7)]
)
def test_expected_band_runs_straight_from_start_to_end(share, low, high):
    assert definitions.expected_band("execution", share) == Span(low=low, high=high)


@given(key=st.sampled_from(list(EXPECTED)), share=st.floats(0, 1))
def test_expected_band_stays_on_the_ladder(key, share):
    band = definitions.expected_band(key, share)

    assert 1 <= band.low <= band.middle <= band.high <= 7


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.key)
def test_every_role_reads_a_card(phase):
    for role, perspective in definitions.ROLE_PERSPECTIVES.items():
        assert definitions.card_for(phase.key, role).perspective == perspective


def test_unknown_role_reads_the_card_of_the_organisation():
    assert definitions.card_for("intake", "neighbour").perspective == "organisation"


def test_unknown_perspective_has_no_card():
    with pytest.raises(KeyError):
        BY_KEY["intake"].card("neighbour")


def test_definitions_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        PHASES[0].order = 9
    for thing in (*PHASES, *CRITERIA.values(), *RUNGS, PHASES[0].rungs_start, PHASES[0].cards[0]):
        assert is_dataclass(thing)
        assert not hasattr(thing, "__dict__"), "slots keep a misspelt name from being added"
        assert fields(thing)


@pytest.mark.parametrize("language", [language for language, _name in settings.LANGUAGES])
def test_no_sentence_of_the_founding_text_is_used(language):
    copy = normalised(" | ".join(texts_in(language)))

    assert [sentence for sentence in FOUNDING if normalised(sentence) in copy] == []


def test_texts_differ_between_the_languages():
    same = [dutch for dutch, english in zip(texts_in("nl"), texts_in("en"), strict=True) if dutch == english]

    assert same == ["Intake"]


@pytest.mark.parametrize("language", [language for language, _name in settings.LANGUAGES])
def test_texts_keep_the_tone(language):
    assert [text for text in texts_in(language) if "!" in text or "  " in text or text != text.strip()] == []
