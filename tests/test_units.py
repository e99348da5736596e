import doctest
import re
from fractions import Fraction

import pytest

import kgcorpus.units as units_module
import kgcorpus.units_pint as pint_module
from kgcorpus.units import canonical_unit, factor, match_unit


def test_doctests_hold():
    assert doctest.testmod(units_module).failed == doctest.testmod(pint_module).failed == 0


def test_the_words_of_pint_are_those_of_the_installed_version():
    registry = units_module._registry.__wrapped__()  # a new one: a used one also holds the prefixed units that it was asked for
    assert frozenset(filter(re.compile("[A-Za-zμ][A-Za-zμ0-9]*").fullmatch, registry._units)) == pint_module.NAMES
    assert sorted(filter(re.compile("[A-Za-zμ]+").fullmatch, registry._prefixes)) == list(pint_module.PREFIXES)


@pytest.mark.parametrize("spelling", ["members", "goals", "x10", "species of birds", "furlongs and more"])
def test_of_what_pint_cannot_know_it_is_not_asked(spelling, monkeypatch):
    monkeypatch.setattr(units_module, "_registry", lambda: pytest.fail("pint was asked"))
    assert units_module._from_pint(spelling) is None


@pytest.mark.parametrize("spelling", ["furlongs", "kilofurlong", "cmH2O", "square furlong per fortnight", "°Re", "GBq/mL"])
def test_what_pint_may_know_it_is_asked_of(spelling):
    assert units_module._from_pint(spelling) is not None


@pytest.mark.parametrize(
    "spelling",
    [
        "mL/(min·1.73 m²)",
        "ml/min/1.73m2",
        "mL/min/1.73 m^2",
        "ml/min·1.73m²",
        "ML/min/1.73㎡",
        "mL·min⁻¹·(1.73 m²)⁻¹",
        "mL/min per 1.73 m²",
        "mL/min/1.73 m²",
        "毫升/分钟/1.73平方米",
        "ml/(min*1.73m2)",
        "mL/(min·1.73m^2)",
        "mL·min-1·1.73 m-2",
        "mL/min/(1.73m2)",
        "ml/分/1.73㎡",
        "毫升/（分钟·1.73平方米）",
    ],
)
def test_all_spellings_of_the_filtration_rate_are_one(spelling):
    assert canonical_unit(spelling) == "mL/min/1.73m2"


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("mmol/l", "mmol/L"),
        ("毫摩尔/升", "mmol/L"),
        ("MMOL/L", "mmol/L"),
        ("mg/dl", "mg/dL"),
        ("ug/L", "μg/L"),
        ("µg/L", "μg/L"),
        ("kg/m²", "kg/m2"),
        ("kg/m^2", "kg/m2"),
        ("mg/kg/d", "mg/kg/d"),
        ("mg/(kg·d)", "mg/kg/d"),
        ("mg/日", "mg/d"),
        ("mg/day", "mg/d"),
        ("mg per day", "mg/d"),
        ("g/100 g", "g/100g"),
        ("10⁹/L", "10^9/L"),
        ("×10^9/L".lstrip("×"), "10^9/L"),
        ("iu/ml", "IU/mL"),
        ("%", "%"),
        ("percent", "%"),
        ("years", "year"),
        ("周岁", "岁"),
        ("℃", "°C"),
        ("mm Hg", "mmHg"),
        ("次/分", "次/min"),
        ("mmol/mol", "mmol/mol"),
        ("户", "户"),
        ("U/L", "U/L"),
        ("元/股", "元/股"),
        ("人民币元", "元"),
        ("RMB", "元"),
        ("kcal/d", "kcal/d"),
        ("千卡/100克", "kcal/100g"),
    ],
)
def test_spellings_become_canonical(spelling, name):
    assert canonical_unit(spelling) == name


@pytest.mark.parametrize(
    ("source", "target", "value"),
    [
        ("mg", "g", "1/1000"),
        ("万元", "元", "10000"),
        ("亿元", "万元", "10000"),
        ("mg/dL", "mmol/L", None),
        ("岁", "year", "1"),
        ("week", "day", "7"),
        ("%", "‰", "10"),
        ("°F", "°C", None),
        ("kcal", "kJ", "523/125"),
        ("g/100g", "%", "1"),
        ("万户", "户", "10000"),
        ("户", "人", None),
        ("psi", "kPa", ...),
        ("mL/min/1.73m2", "mL/min", None),
        ("USD", "元", None),
        ("million USD", "USD", "1000000"),
        ("mmol/mol", "%", None),
        ("mmHg", "kPa", "26664477483/200000000000"),
    ],
)
def test_factors_are_exact_or_absent(source, target, value):
    found = factor(source, target)
    if value is ...:
        assert found is not None and abs(float(found) - 6.894757) < 1e-5
    else:
        assert found == (Fraction(value) if value else None)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("20日均线", 2, None),
        ("30 min", 3, (6, "min")),
        ("5 in the", 2, None),
        ("30 mL/min者", 3, (9, "mL/min")),
        ("5 mg/次", 2, (6, "mg/次")),
        ("3 months", 2, (8, "month")),
        ("4.4 mmol/L。", 4, (10, "mmol/L")),
        ("5元2角", 1, (2, "元")),
        ("7 mg (daily", 2, (4, "mg")),
        ("3 m2", 2, (4, "m2")),
        ("8 mmol/L (144 mg/dL)", 2, (8, "mmol/L")),
    ],
)
def test_a_unit_ends_where_its_spelling_ends(text, at, expected):
    assert match_unit(text, at) == expected
