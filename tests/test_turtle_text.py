"""Edits of Turtle files: what was meant is there, and nothing else has changed by a byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.curate.turtle_reading import BASE, read_term, read_turtle
from kgcorpus.curate.turtle_text import Edit, TurtleText, new_file
from kgcorpus.errors import OntologyError
from kgcorpus.rdf import KGC, OWL, RDF, RDFS, SKOS

E = "http://e/"
PATH = Path("a.ttl")
DEMO = Path(__file__).parents[1] / "ontologies"
HEAD = "@prefix e: <http://e/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"


def edited(text: str, *edits: Edit, path: Path = PATH) -> str:
    turtle = TurtleText({path: text})
    turtle.apply(edits)
    return turtle.texts()[path]


def edit(subject: str, property: str, *values: str, lang: str | None = None) -> Edit:
    return Edit(E + subject, property if ":" in property else E + property, values, lang)


# --------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("e:a.b", "<http://e/a.b>"),
        (r"e:a\,b\/c%20", "<http://e/a,b/c%20>"),
        ("e:", "<http://e/>"),
        ("<http://e/\\u00e9>", "<http://e/é>"),
        ("'''a\n'b''c'''@zh-Hans", "\"a\\n'b''c\"@zh-hans"),
        ('"""say ""x"" \\" """', '"say \\"\\"x\\"\\" \\" "'),
        (r'"\u7cd6\t"', '"糖\\t"'),
        ("-1.50", '"-1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("1.e3", '"1.e3"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ("true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ('"x"^^<http://www.w3.org/2001/XMLSchema#string>', '"x"'),
        ("()", f"<{RDF}nil>"),
        ("[]", "[]"),
        ("[ e:p 1 ; e:p 2 ; ]", read_term("[e:p 2, 1]", {"e": E})),
        ("( e:a )", f"[<{RDF}first> <http://e/a> ; <{RDF}rest> <{RDF}nil>]"),
    ],
)
def test_terms_that_mean_the_same_are_spelled_the_same(text: str, term: str) -> None:
    assert read_term(text, {"e": E}) == term


@pytest.mark.parametrize(
    "text", ["e:a e:p .", "e:a e:p 'x", "e:a e:p [ e:q ] .", "f:a e:p 1 .", "e:a e:p 1", "e:a e:p 1 . ]", "@prefix e <x> ."]
)
def test_what_is_no_turtle_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(OntologyError) as caught:
        read_turtle("@prefix e: <http://e/> .\n\n" + text, "a.ttl")
    assert caught.value.place == "a.ttl:3"


def test_prefixes_and_bases_hold_from_where_they_stand() -> None:
    text = "PREFIX e: <http://e/>\nBASE <http://b/x/y>\ne:a e:p <z> .\n@prefix e: <http://f/> .\n@base <../w#> .\ne:a e:p <#v> ."
    first, second = read_turtle(text, "a.ttl").blocks
    assert (first.subject, first.lists[0].objects[0].term) == ("http://e/a", "<http://b/x/z>")
    assert (second.subject, second.lists[0].objects[0].term) == ("http://f/a", "<http://b/w#v>")


# --------------------------------------------------------------------------------------------- editing


def test_no_edit_leaves_the_bytes() -> None:
    for folder in sorted(DEMO.iterdir()):
        if folder.is_dir():
            turtle = TurtleText.read(sorted(folder.glob("*.ttl")))
            turtle.apply([])
            assert turtle.changed() == {}


def test_an_edit_that_says_what_is_there_already_changes_nothing() -> None:
    turtle = TurtleText({PATH: HEAD + 'e:a e:p "x" , 1 ;\n  rdfs:label "甲"@zh ,\n "A"@en .'})
    turtle.apply([edit("a", "p", '"x"', "1"), edit("a", RDFS + "label", '"A"@EN', lang="en"), edit("a", "q")])
    assert turtle.changed() == {}


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("e:a\n    e:p 1 ;\n    e:q 2 .\n", edit("a", "p", "3"), "e:a\n    e:p 3 ;\n    e:q 2 .\n"),
        ("e:a\n    e:p 1 ; # one\n    e:q 2 . # two\n", edit("a", "q"), "e:a\n    e:p 1  # one\n     . # two\n"),
        ("e:a\n    e:p 1 ; # one\n    e:q 2 . # two\n", edit("a", "p"), "e:a\n    # one\n    e:q 2 . # two\n"),
        ("e:a\n    e:p 1 ;\n    e:q 2 .\n", edit("a", "q"), "e:a\n    e:p 1 .\n"),
        ("e:a\n    e:p 1 ;\n    e:q 2 ;\n.\n", edit("a", "q"), "e:a\n    e:p 1 ;\n.\n"),
        ("e:a\n    e:p 1 ;\n    e:q 2 ;\n.\n", edit("a", "r", "3"), "e:a\n    e:p 1 ;\n    e:q 2 ;\n    e:r 3 ;\n.\n"),
        ("e:a a e:B ; e:p 1 .\n", edit("a", "q", "2"), "e:a a e:B ; e:p 1 ; e:q 2 .\n"),
        ("e:a\n\ta e:B;\n\te:p 1.\n", edit("a", "p", "2", "1"), "e:a\n\ta e:B;\n\te:p 2 , 1.\n"),
        ("e:a e:p 1,\n   2,\n   3 .", edit("a", "p", "1", "3"), "e:a e:p 1,\n   3 ."),
        ("e:a e:p 1, # one\n   2 .", edit("a", "p", "2"), "e:a e:p  # one\n   2 ."),
        ("e:a e:p 1, # one\n   2 .", edit("a", "p", "1"), "e:a e:p 1 # one\n    ."),
        ("e:a e:p 1 , 2 .", edit("a", "p", "0", "1", "2"), "e:a e:p 0 , 1 , 2 ."),
        ("e:a e:p 1 ;\n  e:p 2 .", edit("a", "p", "1", "2", "3"), "e:a e:p 1 ;\n  e:p 2 ;\n  e:p 3 ."),
        ("e:a e:p 1 ;\n  e:p 2 .", edit("a", "p", "0", "1", "2"), "e:a e:p 0 ;\n  e:p 1 ;\n  e:p 2 ."),
        ("e:a e:p 1 ; # c\n .", edit("a", "q", "2"), "e:a e:p 1 ; # c\n    e:q 2 ;\n ."),
        ("e:a e:p 1 # c\n .", edit("a", "q", "2"), "e:a e:p 1 ; # c\n    e:q 2\n ."),
        ("e:a e:p 1 .", edit("a", RDF + "type", "<http://e/B>"), "e:a a e:B ;\n    e:p 1 ."),
        ('e:a rdfs:label "x"@en .', edit("a", RDFS + "label", '"甲"@zh', lang="zh"), 'e:a rdfs:label "x"@en , "甲"@zh .'),
        ('e:a rdfs:label "x"@en, "甲" .', edit("a", RDFS + "label", '"乙"@zh', lang="zh"), 'e:a rdfs:label "x"@en, "乙"@zh .'),
        ('e:a rdfs:label "x"@en, "甲"@zh .', edit("a", RDFS + "label", lang="zh"), 'e:a rdfs:label "x"@en .'),
        (
            'e:a rdfs:label "x"@en ;\n  e:p 1 ;\n  e:q 1 .',
            edit("a", RDFS + "comment", '"c"'),
            'e:a rdfs:label "x"@en ;\n  rdfs:comment "c" ;\n  e:p 1 ;\n  e:q 1 .',
        ),
        ("e:a e:p [ e:q 1 ; e:r ( 1 2 ) ] .", edit("a", "p", "[ e:q 2 ]"), "e:a e:p [ e:q 2 ] ."),
        ("e:a e:p [ e:q 1 ; e:r (1 2) ] .", edit("a", "p", "[ <http://e/r> (1 2) ; e:q 1 ]", "3"), "e:a e:p [ e:q 1 ; e:r (1 2) ] , 3 ."),
        ("e:a e:p 1 .\n\n# b\ne:b e:p 1 .\n", Edit(E + "a", ""), "# b\ne:b e:p 1 .\n"),
        ("e:a e:p 1 .\n\ne:b e:p 1 . # b\n\ne:c e:p 1 .\n", edit("b", "p"), "e:a e:p 1 .\n\n# b\n\ne:c e:p 1 .\n"),
        ("e:a e:p 1 .\n\ne:c e:p 1 .\n", edit("b", "p", "2"), "e:a e:p 1 .\n\ne:b e:p 2 .\n\ne:c e:p 1 .\n"),
        (
            "e:c e:p 1 . # c\n\ne:a e:p 1 . # a\n\ne:d e:p 1 .",
            edit("b", "p", "2"),
            "e:c e:p 1 . # c\n\ne:a e:p 1 . # a\n\ne:d e:p 1 .\n\ne:b e:p 2 .",
        ),
        (
            "e:a\r\n\te:p 1 ;\r\n\te:q 1 .\r\n\r\ne:c\r\n\te:p 1 .\r\n",
            edit("b", "p", "2"),
            "e:a\r\n\te:p 1 ;\r\n\te:q 1 .\r\n\r\ne:b\r\n\te:p 2 .\r\n\r\ne:c\r\n\te:p 1 .\r\n",
        ),
    ],
)  # fmt: skip
def test_an_edit_is_written_in_the_style_of_its_block(before: str, change: Edit, after: str) -> None:
    assert edited(HEAD + before, change) == HEAD + after


def test_a_byte_order_mark_and_a_missing_last_line_end_stay() -> None:
    assert edited("\ufeff<http://e/a> <http://e/p> 1 .", edit("a", "p", "2")) == "\ufeff<http://e/a> <http://e/p> 2 ."


def test_a_well_known_prefix_is_declared_where_the_file_has_prefixes() -> None:
    text = edited(HEAD + "e:a e:p 1 .\n", edit("a", KGC + "listed", "true"))
    assert "@prefix kgc: <https://w3id.org/kgcorpus/ns#> .\n\ne:a e:p 1 ;\n    kgc:listed true .\n" in text


def test_the_file_that_holds_most_of_a_property_gets_it() -> None:
    schema, wording, terms = Path("schema.ttl"), Path("wording.ttl"), Path("terms.ttl")
    head = HEAD + f"@prefix owl: <{OWL}> .\n@prefix kgc: <{KGC}> .\n@prefix skos: <{SKOS}> .\n"
    turtle = TurtleText(
        {
            schema: head + 'e:A a owl:Class ; rdfs:label "A"@en .\ne:p a owl:ObjectProperty .\ne:q a owl:ObjectProperty .\n',
            wording: head + 'e:p kgc:statement "{s} p {o}"@en .\n',
            terms: head + 'e:x a e:A ; skos:prefLabel "x"@en ; skos:altLabel "y"@en .\ne:z a e:A ; skos:prefLabel "z"@en .\n',
        }
    )
    turtle.apply(
        [edit("q", KGC + "statement", '"{s} q {o}"@en'), edit("A", SKOS + "altLabel", '"AA"@en'), edit("q", RDFS + "label", '"q"@en')]
    )
    turtle.apply([edit("y", RDF + "type", "<http://e/A>"), edit("y", SKOS + "prefLabel", '"y"@en')])
    now = turtle.texts()
    assert 'e:q kgc:statement "{s} q {o}"@en .' in now[wording]
    assert 'skos:altLabel "AA"@en' in now[schema] and 'e:q a owl:ObjectProperty ; rdfs:label "q"@en .' in now[schema]
    assert now[terms].index("e:x") < now[terms].index('e:y a e:A ; skos:prefLabel "y"@en .') < now[terms].index("e:z a")


def test_new_subjects_go_where_they_are_told_also_into_a_new_file() -> None:
    turtle = TurtleText({PATH: HEAD + "e:a e:p 1 .\n"})
    turtle.apply([edit("b", "p", "2")], new_subjects_in={E + "b": Path("b.ttl")})
    assert turtle.changed() == {Path("b.ttl"): HEAD + "e:b\n    e:p 2 .\n"}


def test_n_triples_are_edited_line_by_line() -> None:
    nt = Path("a.nt")
    text = '<http://e/a> <http://e/p> "1" .\n<http://e/a> <http://e/p> "2"@en .\n<http://e/b> <http://e/p> <http://e/a> .\n'
    done = edited(text, edit("a", "p", '"2"@en', "3"), edit("a", "q", "<http://e/x>"), edit("b", "p"), edit("c", "p", '"4"'), path=nt)
    assert sorted(done.splitlines()) == [
        '<http://e/a> <http://e/p> "2"@en .',
        '<http://e/a> <http://e/p> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "<http://e/a> <http://e/q> <http://e/x> .",
        '<http://e/c> <http://e/p> "4" .',
    ]


def test_rdf_xml_is_read_and_an_edit_of_it_is_an_error_that_says_how_to_get_turtle() -> None:
    xml = Path("a.owl")
    turtle = TurtleText(
        {
            xml: f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/">'
            '<rdf:Description rdf:about="http://e/a"><e:p>x</e:p></rdf:Description></rdf:RDF>',
            PATH: HEAD + "e:b e:p 1 .\n",
        }
    )
    turtle.apply([edit("a", "p", '"x"', '"y"')])
    assert turtle.changed() == {PATH: HEAD + 'e:a e:p "y" .\n\ne:b e:p 1 .\n'}
    with pytest.raises(OntologyError, match="Save as"):
        turtle.apply([edit("a", "p", '"y"')])
    with pytest.raises(OntologyError, match="Save as"):
        TurtleText({xml: turtle.texts()[xml]}).apply([edit("z", "p", '"y"')])


def test_a_bad_value_is_an_error_and_nothing_is_changed() -> None:
    turtle = TurtleText({PATH: HEAD + "e:a e:p 1 .\n"})
    with pytest.raises(OntologyError):
        turtle.apply([edit("a", "p", "2"), edit("a", "q", '"open')])
    assert turtle.changed() == {}


def test_edits_of_the_demo_touch_one_line() -> None:
    for folder in (DEMO / "diabetes", DEMO / "chart-patterns"):
        files = sorted(folder.glob("*.ttl"))
        turtle = TurtleText.read(files)
        blocks = [b for p in files for b in read_turtle(p.read_text(encoding="utf-8"), p.name).blocks]
        subject = next(b.subject for b in blocks if any(one.property == SKOS + "altLabel" for one in b.lists))
        turtle.apply([Edit(subject, SKOS + "altLabel", ('"another name"@en',), "en")])
        ((path, text),) = turtle.changed().items()
        old = path.read_text(encoding="utf-8").splitlines()
        assert len(set(old) ^ set(text.splitlines())) <= 2 and len(old) == len(text.splitlines())


def test_a_new_file_is_sorted_and_one_predicate_a_line() -> None:
    text = new_file(
        {"e": E, "rdfs": RDFS},
        [edit("b", "p", "1"), edit("a", RDFS + "label", '"a"@en', '"甲"@zh'), edit("b", RDF + "type", "<http://e/B>")],
    )
    assert text == HEAD + 'e:a\n    rdfs:label "a"@en , "甲"@zh .\n\ne:b\n    a e:B ;\n    e:p 1 .\n'


# --------------------------------------------------------------------------------------------- any ontology, any style, any edit

SUBJECTS = ("a", "b", "c.d", "甲")
PROPERTIES = (E + "p", E + "q", RDFS + "label", RDF + "type")
VALUES = (
    '"x"@en', '"x"@zh-Hans', '"糖"', '"a; b . # c"@en', "1", "-2.50", "true", "<http://e/a>", "e:b.c", "[ e:p 1 ]", "[ e:p ( 1 e:a ) ]",
    "()", "'''q\"\n'''",
)  # fmt: skip
GAPS = st.sampled_from((" ", "\n    ", "\t", "\n\n\t", "  "))
LOOSE = st.sampled_from(("", " ", "\n  ", " # note\n  ", "\n# why; not, this.\n"))
ENDS = st.sampled_from(("\n", "\n\n", " # end\n\n", "\n# About the next.\n\n", "\n\n\n"))


@st.composite
def ontologies(draw: st.DrawFn) -> str:
    """A text with a random content in a random style."""
    out = [HEAD, draw(st.sampled_from(("", "# Head.\n\n", "e:z e:p _:x . _:x e:p 1 .\n\n")))]
    for _ in range(draw(st.integers(0, 4))):
        subject = draw(st.sampled_from(SUBJECTS))
        lists = []
        for _ in range(draw(st.integers(1, 4))):
            property = draw(st.sampled_from(("e:p", "e:q", "rdfs:label", "a", "<http://e/p>")))
            found = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=3))
            joined = found[0]
            for value in found[1:]:
                joined += draw(LOOSE) + "," + draw(LOOSE) + value
            lists.append(property + draw(GAPS) + joined)
        text = lists[0]
        for one in lists[1:]:
            text += draw(LOOSE) + ";" + draw(LOOSE) + one
        text += draw(st.sampled_from(("", " ;", " ;\n"))) + draw(LOOSE) + " ."
        out.append(f"e:{subject}" + draw(GAPS) + text + draw(ENDS))
    text = "".join(out)
    return text.replace("\n", "\r\n") if draw(st.booleans()) and "'''" not in text else text


def a_change(subject: str, property: str, values: list[str], lang: str | None) -> Edit:
    if not property:
        return Edit(E + subject, "")
    return Edit(E + subject, property, tuple(v for v in values if not lang or v.endswith("@" + lang)), lang)


EDITS = st.lists(
    st.builds(
        a_change,
        st.sampled_from(("a", "b", "c.d", "甲", "new")),
        st.sampled_from((*PROPERTIES, "")),
        st.lists(st.sampled_from(VALUES), max_size=3),
        st.sampled_from((None, None, "en")),
    ),
    max_size=4,
)


def graph(text: str) -> ox.Dataset:
    found = ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=BASE))
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def meant(text: str, edits: Sequence[Edit]) -> ox.Dataset:
    """The triples after the edits, by rewriting N-Triples and nothing of the module that is tested."""
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=BASE))
    for change in edits:
        subject = ox.NamedNode(change.subject)

        def touched(quad: ox.Quad, change: Edit = change, subject: ox.NamedNode = subject) -> bool:
            if quad.subject != subject or (change.property and quad.predicate.value != change.property):
                return False
            said = quad.object
            if not change.lang:
                return True
            if not isinstance(said, ox.Literal):
                return False
            if said.language:
                return said.language.split("-")[0] == change.lang
            plain = said.datatype.value.endswith("#string")
            return plain and bool(re.search("[\u4e00-\u9fff]", said.value)) == (change.lang == "zh")

        old = [quad for quad in quads if touched(quad)]
        same = change.values and graph_of(old) == graph_of(statement(change))
        if not same:
            gone = reachable(quads, old)
            quads = [quad for quad in quads if quad not in gone] + statement(change)
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def graph_of(quads: Sequence[ox.Quad]) -> ox.Dataset:
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def statement(change: Edit) -> list[ox.Quad]:
    text = HEAD + "".join(f"<{change.subject}> <{change.property}> {value} .\n" for value in dict.fromkeys(change.values))
    return list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=BASE))


def reachable(quads: Sequence[ox.Quad], roots: Sequence[ox.Quad]) -> set[ox.Quad]:
    gone = set(roots)
    todo = list(roots)
    while todo:
        said = todo.pop().object
        if isinstance(said, ox.BlankNode) and said.value != "x":
            below = [quad for quad in quads if quad.subject == said]
            gone |= set(below)
            todo += below
    return gone


def pieces(text: str) -> tuple[list[str], dict[tuple[str, str], list[str]]]:
    """Gaps between the blocks, and lists by subject and property, as they are written."""
    blocks = read_turtle(text, "a.ttl").blocks
    edges = [0, *(edge for b in blocks for edge in (b.start, b.end)), len(text)]
    lists: dict[tuple[str, str], list[str]] = {}
    for block in blocks:
        for one in block.lists:
            lists.setdefault((block.subject, one.property), []).append(text[one.start : one.end])
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)], lists


@settings(max_examples=300, deadline=None)
@given(ontologies(), EDITS)
def test_any_edit_of_any_text_holds_what_was_meant_and_leaves_the_rest_alone(text: str, edits: list[Edit]) -> None:
    after = edited(text, *edits)
    assert graph(after) == meant(text, edits)
    gaps, lists = pieces(text)
    new_gaps, new_lists = pieces(after)
    touched = {(e.subject, e.property) for e in edits}
    gone = {e.subject for e in edits if not e.property}
    for (subject, property), written in lists.items():
        if (subject, property) not in touched and subject not in gone:
            assert new_lists[subject, property] == written
    if len(gaps) == len(new_gaps) and [*dict.fromkeys(s for s, _ in lists)] == [*dict.fromkeys(s for s, _ in new_lists)]:
        assert new_gaps[1:] == gaps[1:] and new_gaps[0].startswith(gaps[0].rstrip())
    outside = [c for gap in gaps for c in re.findall(r"#[^\r\n]*", gap)]
    assert [c for gap in new_gaps for c in re.findall(r"#[^\r\n]*", gap)] == outside


@settings(max_examples=100, deadline=None)
@given(ontologies(), EDITS)
def test_a_second_time_the_same_edits_change_nothing(text: str, edits: list[Edit]) -> None:
    last = {(e.subject, e.property, e.lang): e for e in edits if e.property}
    turtle = TurtleText({PATH: text})
    turtle.apply(list(last.values()))
    once = turtle.texts()[PATH]
    if len({(s, p) for s, p, _ in last}) == len(last):
        turtle.apply(list(last.values()))
        assert turtle.texts()[PATH] == once
