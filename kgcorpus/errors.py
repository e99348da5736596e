"""The error tree on one page. Each error says the place, the thing found, what was expected, and what to do."""

from __future__ import annotations


class KgcorpusError(Exception):
    """Something that stops the work. ``place`` is a file, line or field; the command line prints the four parts and exits with
    ``exit_code``.

    >>> print(InputError("corpus.toml:3", "unknown key 'licens'", "one of: licence, uses", "did you mean 'licence'?"))
    corpus.toml:3: unknown key 'licens'; expected one of: licence, uses; did you mean 'licence'?
    """

    exit_code = 2

    def __init__(self, place: str, found: str, expected: str = "", remedy: str = "") -> None:
        self.place, self.found, self.expected, self.remedy = place, found, expected, remedy
        parts = [f"{place}: {found}" if place else found]
        if expected:
            parts.append(f"expected {expected}")
        if remedy:
            parts.append(remedy)
        super().__init__("; ".join(parts))


class UsageError(KgcorpusError):
    """A command or function was called with arguments that do not fit."""


class InputError(KgcorpusError):
    """A file that the work cannot start without is unreadable or wrong."""


class ConfigError(InputError):
    """``corpus.toml`` is wrong."""


class OntologyError(InputError):
    """The ontology cannot be read."""


class FormError(InputError):
    """A logical form is malformed or names what the graph does not know."""


class MissingExtra(KgcorpusError):
    """An optional part is not installed; the remedy is its install line."""


class WorkError(KgcorpusError):
    """The work ran and something that should hold does not."""

    exit_code = 1


class ServerError(WorkError):
    """A server did not answer as it should: its ``status`` (None where it could not be reached), and the seconds that it asks to wait."""

    def __init__(
        self, place: str, found: str, expected: str = "", remedy: str = "", *, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__(place, found, expected, remedy)
        self.status, self.wait = status, wait
