"""Why what stands in a value's place is no value of the kind asked for, in words for the person who mends the text or the ontology."""

from __future__ import annotations

import re

from kgcorpus.extract.sentences import Datum
from kgcorpus.values import find_values

_WORD = re.compile(r"\s?([^\W\d_]{1,12})")


def why_no_value(text: str, datum: Datum) -> tuple[str, str]:
    """The reason for a rejection and its detail: another unit, none, or words before the number that were not read.

    >>> why_no_value("0.6 kN", Datum("xsd:decimal", "MPa")), why_no_value("不劣于0.6 MPa", Datum("xsd:decimal", "MPa"))
    (('wrong_unit', "unit 'kN' where 'MPa' is expected"), ('bad_value', "not read before the value: '不劣于'"))
    """
    if not re.search(r"\d", text):
        return "bad_value", ""
    fitting = find_values(text, datum.datatype, unit=datum.unit, conversions=datum.conversions)
    if fitting:
        words = text[: fitting[0].start].strip(" ,:")
        return ("bad_value", f"not read before the value: '{words}'") if words else ("bad_value", "")
    if datum.unit is None or datum.datatype not in ("xsd:decimal", "xsd:integer"):
        return "bad_value", ""
    for value in find_values(text, "xsd:decimal", bare=True):
        if value.literal.unit is None and (after := _WORD.match(text, value.end)):
            return "wrong_unit", f"unit '{after.group(1)}' where '{datum.unit}' is expected"
        if value.literal.unit is None:
            return "wrong_unit", f"no unit where '{datum.unit}' is expected"
        return "wrong_unit", f"unit '{value.literal.unit}' where '{datum.unit}' is expected"
    return "wrong_unit", ""
