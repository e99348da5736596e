"""Commands about a team's Neo4j server: a graph into it, and a part of it into a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgcorpus.cli_talk import AsJson, State, print_json, progress, say, talk
from kgcorpus.errors import UsageError, WorkError
from kgcorpus.jsonlines_whole import opened_whole
from kgcorpus.messages import localise

if TYPE_CHECKING:
    from kgcorpus.graph.neo4j import Server

export_app = typer.Typer(
    help="Write a graph or an evaluation set elsewhere. / 导出图谱或评测集。", no_args_is_help=True, rich_markup_mode=None
)
import_app = typer.Typer(help="Take in what stands elsewhere. / 从别处取入。", no_args_is_help=True, rich_markup_mode=None)


@export_app.callback()
def _exporting() -> None:
    """Write a graph or an evaluation set elsewhere. / 导出图谱或评测集。"""


@import_app.callback()
def _importing() -> None:
    """Take in what stands elsewhere. / 从别处取入。"""


@export_app.command("neo4j")
def export_neo4j(
    source: Annotated[Path | None, typer.Argument(metavar="CORPUS|RELEASE|FACTS", help="a built corpus, a release or a graph file")] = None,
    name: Annotated[str | None, typer.Option("--name", help="the graph's name on the server; default: by the folder or file")] = None,
    names: Annotated[str, typer.Option("--names", help="zh or en: labels that stand where an id says nothing")] = "en",
    public: Annotated[bool, typer.Option("--public", help="the graph file is public: a server that is not local may have it")] = False,
    remove: Annotated[str | None, typer.Option("--remove", metavar="NAME", help="take away what was exported under this name")] = None,
    listed: Annotated[bool, typer.Option("--list", help="list the graphs on the server")] = False,
    as_json: AsJson = False,
) -> None:
    """Load a graph into the server that NEO4J_URI names, to be browsed and asked there. / 把图谱写入 Neo4j。"""
    from kgcorpus.graph import cypher_export as loading
    from kgcorpus.graph.cypher_source import default_name, material
    from kgcorpus.graph.neo4j import connect

    if (source is None) == (remove is None and not listed):
        raise UsageError("export neo4j", "neither or both of a graph and --remove or --list", "one of them")
    if names not in ("zh", "en"):
        raise UsageError("--names", f"unknown language '{names}'", "zh or en")
    with connect() as server:
        if source is None:
            _kept(server, remove, as_json)
            return
        found = material(source, public=public)
        refused = [] if server.local else found.refused(str(server))
        if refused:
            for one in refused[:20]:
                talk("  " + say(f"gate.{one.reason}", what=one.what, sensitivity=say(f"sensitivity.{one.sensitivity}")))
            raise WorkError(
                str(server), f"{len(refused)} sources may not leave this machine", "public sources", "nothing was sent; use a local server"
            )
        with progress() as note:
            done = loading.export(
                found.table, server, name or default_name(source), lang=names, sources=found.documents,
                note=lambda what, n, total: note(say(f"neo4j.{what}", n=n, total=total)),
            )  # fmt: skip
    if as_json:
        print_json({"graph": done.graph, "terms": done.terms, "facts": done.facts, "changed": done.changed, "left": done.left})
        return
    print(say("neo4j.exported" if done.changed else "neo4j.same", graph=done.graph, terms=done.terms, facts=done.facts, server=str(server)))
    if done.left:
        print(say("neo4j.left", n=done.left))
    print("  " + say("neo4j.look", graph=done.graph))


def _kept(server: Server, remove: str | None, as_json: bool) -> None:
    """Take a graph away, or list those that are there."""
    from kgcorpus.graph import cypher_export as loading

    if remove is not None:
        gone, left = loading.remove(server, remove)
        if as_json:
            print_json({"graph": remove, "removed": gone, "left": left})
            return
        print(say("neo4j.removed", graph=remove, n=gone))
        if left:
            print(say("neo4j.left", n=left))
        return
    rows = [dict(row) for row in loading.graphs(server)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(say("neo4j.graph", name=row["name"], terms=row["terms"] or 0, facts=row["facts"] or 0, date=row["date"] or ""))


@import_app.command("neo4j")
def import_neo4j(
    out: Annotated[Path, typer.Argument(metavar="OUT.jsonl|CORPUS", help="the file to write; in a corpus: neo4j.jsonl")],
    ontology: Annotated[Path | None, typer.Option("--ontology", help="the ontology that names are read by; default: the corpus's")] = None,
    label: Annotated[list[str] | None, typer.Option("--label", help="read nodes of this label (repeatable); default: all that fit")] = None,
    type: Annotated[list[str] | None, typer.Option("--type", help="read relationships of this type; default: all that fit")] = None,
    mapping: Annotated[Path | None, typer.Option("--map", help="TOML: [labels], [types], [properties] to ids of the ontology")] = None,
    key: Annotated[str | None, typer.Option("--key", help="the property by which a node is known; default: iri, id, code, name …")] = None,
    as_json: AsJson = False,
) -> None:
    """Read a part of the database that NEO4J_URI names as a document. / 把 Neo4j 的一部分读成文档。"""
    from kgcorpus import config
    from kgcorpus.graph.cypher_import import Chosen, read_mapping, snapshot
    from kgcorpus.graph.neo4j import connect
    from kgcorpus.ontology import load

    corpus = config.load(out) if (out / "corpus.toml").exists() else None
    if corpus is None and (ontology is None or out.is_dir()):
        raise UsageError("import neo4j", "no ontology" if ontology is None else f"{out} is a folder", "a corpus, or a file and --ontology")
    target = corpus.documents / "neo4j.jsonl" if corpus is not None else out
    known = load(ontology if ontology is not None or corpus is None else corpus.ontology)  # type: ignore[arg-type]
    chosen = Chosen(tuple(label or ()), tuple(type or ()), read_mapping(mapping) if mapping else {}, key)
    with connect() as server:
        found = snapshot(server, known, chosen)
    if found.lines:
        with opened_whole(target, "--out") as file:
            file.writelines(line + b"\n" for line in found.lines)
    left = [{"what": kind, "name": name, "why": why, "times": n} for (kind, name, why), n in sorted(found.left.items())]
    if as_json:
        print_json({"file": str(target), "lines": len(found.lines), "entities": found.entities, "facts": found.facts, "left": left})
    else:
        print(say("neo4j.read", file=target, lines=len(found.lines), entities=found.entities, facts=found.facts))
        for row in left:
            print("  " + say(f"neo4j.left_{row['what']}", name=row["name"], n=row["times"], why=localise(str(row["why"]), State.lang)))
        if corpus is not None and found.lines and config.source_for(corpus, target.name) is None:
            talk(say("neo4j.no_source", file=target.name))
    if not found.lines:
        raise typer.Exit(1)
