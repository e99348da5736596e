"""What an audit checks of permissions: that the release holds only what its purpose and recipient may have, and names its licences'
conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgcorpus.release.permissions import Permissions, declared, licence_conflicts
from kgcorpus.sources import may_show

if TYPE_CHECKING:
    from kgcorpus.release.audit import ReleaseFiles, Report


def permissions_of(files: ReleaseFiles) -> Permissions:
    """What the release's recipe may use of its documents."""
    recipe = files.manifest["recipe"]
    purpose, recipient = recipe.get("purpose", "train"), recipe.get("recipient", "")
    return Permissions(files.documents, (*files.facts, *files.held), files.grounds, purpose, recipient, files.manifest["date"])


def check_licences(files: ReleaseFiles, report: Report) -> None:
    """Texts that are included may be shown; what is handed on holds nothing of documents that its recipient may not have; conflicts
    between licences are those that the manifest names."""
    recipe, date = files.manifest["recipe"], files.manifest["date"]
    permissions = permissions_of(files)
    for name, document in files.documents.items():
        report.see("licences")
        if files.shown[name] and not may_show(document.source, date):
            report.fail("licences", name, "its text is included although its licence, uses or sensitivity do not allow it")
        if recipe.get("recipient") and (barred := permissions.of_document(name)):
            report.fail("licences", name, f"is in a release for {recipe['recipient']}: {barred.reason}")
    if recipe.get("recipient"):
        for fact in (*files.facts, *files.held):
            report.see("licences")
            if not fact.derived and not all(map(permissions.allows, fact.evidence)):
                report.fail("licences", fact.id, f"has evidence that {recipe['recipient']} may not have")
    pairs = declared(files.documents, files.facts, files.grounds, date)
    found = licence_conflicts(pairs, recipe.get("recipient", ""), recipe.get("commercial", False))
    named = {
        (c["kind"], *sorted((s["source"], s["licence"]) for s in c["sources"]))
        for c in files.manifest.get("permissions", {}).get("conflicts", ())
    }
    report.see("licences")
    for kind, *sources in sorted({(c.kind, *sorted(c.sources)) for c in found} ^ named):
        report.fail("licences", "manifest.json", f"{kind} between {sources}: the manifest and the documents do not agree")
