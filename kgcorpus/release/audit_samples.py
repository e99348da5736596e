"""What an audit checks of samples beside their words: answers by SPARQL over the release's own graph, completeness and facts, splits,
licences, digests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from kgcorpus import forms as f
from kgcorpus.errors import FormError
from kgcorpus.forms import undated
from kgcorpus.model import IDENTITY, Term, content_id, digest, sample_id
from kgcorpus.release import splits
from kgcorpus.release.audit_groups import check_groups
from kgcorpus.release.audit_permissions import permissions_of
from kgcorpus.release.contents import facts_told, form_key, forms_before, resting
from kgcorpus.release.said import Said, answer_key, claimed, difference, found, found_key
from kgcorpus.release.splits import SampleKey

if TYPE_CHECKING:
    from kgcorpus.graph.answer import Engine
    from kgcorpus.graph.sparql import Sparql
    from kgcorpus.release.audit import ReleaseFiles, Report

OWN_QUERY_SHARE, OWN_QUERY_ALWAYS = 0.01, 2000
"""Each sample's own SPARQL is run too: for all samples of a release of up to 2,000 forms, else for a drawn 1 %."""

WHOLE = (f.Count, f.Sum, f.Avg, f.Most, f.Least, f.MostLinked, f.LeastLinked, f.Sort)
"""Forms that one more member would give another answer: they are asked only where nothing is left open."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the samples of one form claim (samples of one form may claim it in several languages and settings)."""

    sample: str
    start: tuple[str, ...]
    said: Said
    complete: bool
    facts: tuple[str, ...]
    grounds: tuple[str, ...]


class Claims:
    """What each sample says of its records and its form, and what ``Solving`` is to prove."""

    def __init__(self, files: ReleaseFiles, report: Report) -> None:
        from kgcorpus.forms_sparql import names_of

        self.files, self.report = files, report
        self.count = 0
        self.shapes: dict[str, f.Form] = {}
        self.by_shape: dict[str, list[Asked]] = defaultdict(list)
        self._forms: dict[str, tuple[str, str]] = {}
        self._facts = {fact.id for fact in files.facts}
        self._grounds = {ground.id for ground in files.grounds}
        self._permissions = permissions_of(files)
        self._keys: list[SampleKey] = []
        self._split: dict[str, str] = {}
        self._ids: set[str] = set()
        self._names = names_of(files.ontology, files.manifest["date"])
        self._compiled = Compiled(self._names)
        self._shared: dict[str, str] = {}
        self.grouped: list[dict[str, Any]] = []

    def sample(self, sample: Mapping[str, Any]) -> None:
        report, name = self.report, str(sample["id"])
        self.count += 1
        report.see("sample ids")
        if name in self._ids or name != self._id_of(sample):
            report.fail("sample ids", name, "is not the digest of the sample, or stands twice")
        self._ids.add(name)
        report.see("basis")
        if sample["basis"] != digest(sample["facts"], sample["grounds"]):
            report.fail("basis", name, "is not the digest of the facts and grounds")
        report.see("facts")
        rests = resting(sample)
        if missing := [i for i in rests.facts if i not in self._facts] + [i for i in rests.grounds if i not in self._grounds]:
            report.fail("facts", name, f"{missing[0]} is not in the release")
            return
        self._claim(sample)
        source = sample["labels"].get("source")
        report.see("licences")
        if reason := self._permissions.of_sample(rests.facts, rests.grounds, source, facts_told(sample), rests.documents):
            report.fail("licences", name, reason)
        self._keys.append(self._key(sample))
        self._split[name] = sample["split"]

    def _id_of(self, sample: Mapping[str, Any]) -> str:
        fields = {name: sample[name] for name in (*IDENTITY, "cause") if name in sample}
        defect = (sample.get("rejected") or {}).get("defect")
        source = sample["labels"].get("source")
        made = sample_id(sample["kind"], sample["lang"], sample["form"], sample["setting"], source, defect=defect, **fields)
        return content_id("s", made, sample["question"]) if sample["split"] == "test_wording" else made

    def _key(self, sample: Mapping[str, Any]) -> SampleKey:
        keep = self._shared.setdefault
        facts = tuple(keep(i, i) for i in resting(sample).facts)
        return SampleKey(
            sample["id"], sample["lang"], sample["kind"], sample["setting"], form_key(sample), facts, sample["hops"], (), "",
            before=forms_before(sample),
        )  # fmt: skip

    # ------------------------------------------------------------------ claims

    def _claim(self, sample: Mapping[str, Any]) -> None:
        name = sample["id"]
        self.report.see("forms")
        if sample["form"] is None:
            if not sample.get("cause"):
                self.report.fail("forms", name, "has neither a form nor a cause")
            return
        try:
            form = f.parse(sample["form"])
            if f.to_json(f.normalise(form)) != sample["form"]:
                self.report.fail("forms", name, "is not in normal form")
                return
            compiled, key, start = self._compiled(form)
        except FormError as error:
            self.report.fail("forms", name, str(error))
            return
        if compiled != sample["sparql"]:
            self.report.fail("sparql", name, "is not what the form compiles to")
        self.report.see("sparql")
        self._said_of(form, sample)
        if any("group" in answer for answer in sample["answers"]):
            self.grouped.append({name: sample[name] for name in ("id", "kind", "form", "answers", "labels")})
        said = claimed(form, sample)
        whole = digest(said.to_json(), sample["complete"], sample["facts"])
        known = self._forms.setdefault(key + "\n" + "\n".join(start), (whole, name))
        if known[1] != name:
            if known[0] != whole:
                self.report.fail("answers", name, f"says otherwise than {known[1]} of the same form")
            return
        self.shapes.setdefault(key, self._compiled.shape(key))
        self.by_shape[key].append(Asked(name, start, said, sample["complete"], tuple(sample["facts"]), tuple(sample["grounds"])))

    def _said_of(self, form: f.Form, sample: Mapping[str, Any]) -> None:
        """What a sample says of its form and answers beside them: hops, the mode they are graded in, the answer with its sources."""
        name, mode = sample["id"], sample["mode"]
        self.report.see("labels")
        if sample["hops"] != f.hops(form):
            self.report.fail("labels", name, f"says {sample['hops']} hop(s), the form has {f.hops(form)}")
        if sample.get("as_of") != (form.date if isinstance(form, f.AsOf) else None):
            self.report.fail("labels", name, "as_of is not the date of the form")
        if sample["kind"] == "grouped" and not all("group" in answer for answer in sample["answers"]):
            self.report.fail("labels", name, "an answer stands in no group")
        if (mode == "count") != isinstance(undated(form), f.Count) or (isinstance(undated(form), f.Sort) and mode != "order"):
            self.report.fail("labels", name, f"mode {mode} does not fit the form")
        whole = sample["complete"] or "options" in sample  # of options each is proved right or wrong
        if not whole and isinstance(undated(form), WHOLE):
            self.report.fail("labels", name, f"'{f.op(undated(form))}' asks for a complete set, and this one is not")
        if not whole and (mode == "count" or (mode == "all" and len(sample["answers"]) > 1)):
            self.report.fail("labels", name, f"mode {mode} asks for a complete set, and this one is not")

    # ------------------------------------------------------------------ the whole

    def finish(self) -> None:
        """The split rules over all samples at once."""
        report, files = self.report, self.files
        symmetric = frozenset(p.id for p in files.ontology.predicates.values() if p.symmetric)
        owner = splits.owners(files.facts, symmetric)
        ruled = [key for key in self._keys if self._split[key.id] != "test_wording"]
        for key in ruled:
            if len(splits.sides(key.facts, owner)) > 1:
                report.fail("splits", key.id, "mixes facts of the seen and the unseen side")
        expected = splits.assign(ruled, owner)
        report.see("splits", len(self._keys))
        for key in ruled:
            if key.before and expected[key.id] == "mixed":
                report.fail("splits", key.id, "has turns of several splits")
            if expected[key.id] not in ("mixed", self._split[key.id]):
                report.fail("splits", key.id, f"stands in {self._split[key.id]}, the rule says {expected[key.id]}")
        trained = {key.form for key in ruled if self._split[key.id] == "train"}
        for key in self._keys:
            if self._split[key.id] == "test_wording" and key.form not in trained:
                report.fail("splits", key.id, "its form is not in train")
        counts = Counter(self._split.values())
        report.see("counts")
        if self.count != files.manifest["counts"]["samples"]:
            report.fail(
                "counts", "manifest.json", f"says {files.manifest['counts']['samples']} samples, there are {self.count} {dict(counts)}"
            )


class Compiled:
    """Forms compiled anew: the SPARQL of each, its shape and start; a shape is compiled once and filled with ids that stand plainly in
    queries."""

    def __init__(self, names: Any) -> None:
        self._names = names
        self._shapes: dict[str, f.Form] = {}

    def __call__(self, form: f.Form) -> tuple[str, str, tuple[str, ...]]:
        from kgcorpus.forms_sparql import to_sparql

        shape, start = f.shape_of(form)
        key = f.key(shape)
        self._shapes.setdefault(key, shape)
        return to_sparql(form, self._names), key, start

    def shape(self, key: str) -> f.Form:
        return self._shapes[key]


class Solving:
    """Every form again: its answers by Oxigraph, its completeness, grounds and supporting facts from the release's facts and grounds."""

    def __init__(self, files: ReleaseFiles, report: Report, engine: str = "sparql") -> None:
        from kgcorpus.graph.sparql import open_file
        from kgcorpus.graph.table import from_facts

        self.report, self.engine = report, engine
        date = files.manifest["date"]
        self.table = from_facts(files.facts, files.ontology, files.entities, files.grounds, date)
        self.graph = open_file(files.folder / "graph.nt", files.ontology, date)
        self.ontology = files.ontology

    def solve(self, claims: Claims, note: Callable[[str], None]) -> None:
        by_shape, shapes = claims.by_shape, claims.shapes
        forms = sum(map(len, by_shape.values()))
        for number, key in enumerate(sorted(by_shape)):
            note(f"answers: shape {number + 1:,} of {len(by_shape):,}")
            self._answers(shapes[key], by_shape[key])
            self._support(shapes[key], by_shape[key])
            if self.engine == "neo4j":
                self._on_server(shapes[key], by_shape[key])
            for asked in by_shape[key]:
                if forms <= OWN_QUERY_ALWAYS or splits.drawn("own query", asked.sample, OWN_QUERY_SHARE):
                    self._own_query(shapes[key], asked)
        for sample in claims.grouped:
            check_groups(sample, self._find, answer_key, found_key, self.report)

    @cached_property
    def _find(self) -> Callable[[f.Form], Sequence[Term]]:
        return cache(self.graph.answers)

    @cached_property
    def _auditor(self) -> Sparql:
        """The second engine over the release's graph: what grounds there are is looked up in the release's list."""
        from kgcorpus.graph.grounding import Grounding
        from kgcorpus.graph.sparql import Sparql
        from kgcorpus.graph.sparql_facts import Facts

        return Sparql(self.table, self.graph, Grounding(self.table), Facts(self.table, self.graph))

    def _end(self, form: f.Form) -> str | None:
        """The one entity of a form."""
        members = self._find(form)
        return str(members[0]) if len(members) == 1 else None

    def _answers(self, shape: f.Form, asked: Sequence[Asked]) -> None:
        """By one query for all starts of the shape. Whether a fact is not there because it is false, or not known, the grounds tell."""
        self.report.see("answers", len(asked))
        outcomes = self.graph.outcomes(shape, [one.start for one in asked])
        for one in asked:
            outcome = outcomes[one.start]
            if not isinstance(undated(shape), f.Ask):
                self._differs(one, found(f.fill(shape, one.start), outcome.answers, outcome.value, self._end), "SPARQL finds")
            elif bool(outcome.value) != bool(one.said.value):
                self.report.fail("answers", one.sample, f"says {one.said.value}, SPARQL finds {bool(outcome.value)}")

    def _differs(self, asked: Asked, seen: Said, finder: str) -> None:
        if problem := difference(asked.said, seen):
            self.report.fail("answers", asked.sample, f"not as {finder}: {problem}")

    def _support(self, shape: f.Form, asked: Sequence[Asked]) -> None:
        from kgcorpus.answers_shape import answer_shape

        again = answer_shape(shape, [one.start for one in asked], self.table)
        for row, one in enumerate(asked):
            self.report.see("completeness")
            if bool(again.complete[row]) != one.complete:
                self.report.fail("completeness", one.sample, f"says complete is {one.complete}, the grounds say {not one.complete}")
            if one.complete and sorted({g.id for g in again.grounds(row)}) != sorted(set(one.grounds)):
                self.report.fail("completeness", one.sample, "names other grounds than it rests on")
            seen = found(f.fill(shape, one.start), again.answers(row), again.value(row), self._end)
            self._differs(one, seen, "the matrix engine finds")
            self.report.see("supporting facts")
            rows = self.table.asserted(again.support(row))
            if sorted({self.table.fact_id(n) for n in rows}) != sorted(one.facts):
                self.report.fail("supporting facts", one.sample, "are not the facts on the walks to the answers")

    @cached_property
    def _server(self) -> Engine:
        from kgcorpus.answers import engine_of

        return engine_of(self.table, self.engine)

    def _on_server(self, shape: f.Form, asked: Sequence[Asked]) -> None:
        """Every form by itself, on a Neo4j server: answers, completeness and grounds."""
        self.report.see("answers by neo4j", len(asked))
        for one in asked:
            form = f.fill(shape, one.start)
            again = self._server.answer(form)
            if not isinstance(undated(shape), f.Ask):
                self._differs(one, found(form, again.answers, again.value, self._end), "Neo4j finds")
            elif again.value != one.said.value:
                self.report.fail("answers", one.sample, f"says {one.said.value}, Neo4j finds {again.value}")
            if again.complete != one.complete or (one.complete and {g.id for g in again.grounds} != set(one.grounds)):
                self.report.fail("completeness", one.sample, "is complete, or not, on other grounds than Neo4j finds")

    def _own_query(self, shape: f.Form, asked: Asked) -> None:
        """Run the query of one sample alone: the text that ``Claims`` found in the sample. A yes/no question is asked with all that may
        settle it."""
        self.report.see("own queries")
        form = f.fill(shape, asked.start)
        if isinstance(undated(shape), f.Ask):
            if self._auditor.answer(form).value != asked.said.value or self.graph.outcome(form).value != (asked.said.value or None):
                self.report.fail("answers", asked.sample, "its own SPARQL says otherwise")
            return
        outcome = self.graph.outcome(form)
        self._differs(asked, found(form, outcome.answers, outcome.value, self._end), "its own SPARQL says")
