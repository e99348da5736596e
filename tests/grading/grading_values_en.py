"""English answers to questions for numbers, quantities, dates and sums of money, from facts of the world."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.grading.values import Made, other_days, text

SENTENCES = (
    "{}",
    "{}.",
    "It is {}.",
    "The answer is {}.",
    "**{}**",
    "Let me think about it step by step. First, I recall what the sources say. So the answer is {}.",
    "Final answer: {}",
    "That would be {}, as far as I know.",
    "Answer: {}",
    "- {}",
    "I believe it is {}.",
    "According to the records, it was {}.",
)
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
UNITS = {
    # other spellings, exact conversions (factor, spelling), another unit that is not it
    "m": (("metres", "meters", "m"), (("0.001", "km"), ("100", "cm")), "feet"),
    "km": (("kilometres", "kilometers", "km"), (("1000", "m"), ("1000", "metres")), "miles"),
    "mg": (("milligrams", "mg"), (("0.001", "g"), ("0.001", "grams")), "mcg"),
    "μg": (("micrograms", "mcg", "µg"), (("0.001", "mg"), ("0.000001", "g")), "mg"),
    "g": (("grams", "g"), (("1000", "mg"), ("0.001", "kg")), "ounces"),
    "kg": (("kilograms", "kg", "kilos"), (("1000", "g"), ("1000", "grams")), "pounds"),
    "km2": (("square kilometres", "km²", "sq km"), (("100", "hectares"), ("1000000", "m²")), "square miles"),
    "m2": (("square metres", "m²"), (("0.0001", "hectares"), ("0.000001", "km²")), "square feet"),
    "min": (("minutes", "min"), (("60", "seconds"),), "hours"),
    "day": (("days",), (("24", "hours"),), "weeks"),
    "year": (("years",), (("12", "months"),), "months"),
    "month": (("months",), (), "weeks"),
}


def words(n: int) -> str:
    """A number in English words."""
    if n < 20:
        return _SMALL.split()[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_SMALL.split()[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_SMALL.split()[n // 100]} hundred" + (f" and {words(n % 100)}" if n % 100 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= size:
            rest = n % size
            return f"{words(n // size)} {name}" + (f"{' and' if rest < 100 else ','} {words(rest)}" if rest else "")
    raise AssertionError


def nth(n: int) -> str:
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


def is_whole(answer: str) -> bool:
    """Whether an answer is a sentence or longer, or begins with a sign, and is given as it is."""
    return len(answer) > 48 or not answer[:1].isalnum() or answer[0].isupper()


def _counts(n: int, _: str, noun: str) -> Made:
    for answer in (
        str(n),
        f"{n:,}",
        f"{n:,} {noun}",
        f"There are {n:,} {noun}.",
        words(n),
        f"{words(n)} {noun}",
        f"about {n}",
        f"Not {n + 1:,} but {n:,}",
        f"{n + 3}, no wait, {n}",
        f"In 1990, people already counted {n:,} {noun}.",
    ):
        yield answer, True
    swapped = str(n)[1] + str(n)[0] + str(n)[2:]
    for answer in (
        str(n + 1),
        f"{n - 1:,} {noun}",
        f"{n}0",
        f"1{n}",
        str(n)[:-1],
        f"There are {n + 10:,} {noun}.",
        words(n + 1),
        f"{n} or {n + 1}",
        f"Not {n:,} but {n + 1:,}",
        f"{n}, no wait, {n + 3}",
        f"more than {n:,}",
        f"{n - 5} to {n + 5}",
        f"-{n}",
        f"{n}.5",
        *([swapped] if swapped[0] != "0" and swapped != str(n) else []),
    ):
        yield answer, False


def _quantities(value: str, unit: str) -> Made:
    number = Decimal(value)
    spellings, converted, other = UNITS[unit]
    for spelling in spellings:
        yield f"{value} {spelling}", True
    for factor, spelling in converted:
        yield f"{grouped(text(number * Decimal(factor)))} {spelling}", True
        yield f"{grouped(text(number * Decimal(factor) * 10))} {spelling}", False
    yield value, True
    yield f"{grouped(value)} {spellings[0]}", True
    yield f"exactly {value} {spellings[-1]}, which is well known", True
    last = text(number + number.copy_abs().scaleb(0) / number * Decimal(1).scaleb(number.as_tuple().exponent))  # type: ignore[arg-type]
    for answer in (
        f"{value} {other}",
        f"{last} {spellings[0]}",
        f"{text(number * 10)} {spellings[0]}",
        f"{text(number / 1000)} {spellings[0]}",
        f"at least {value} {spellings[0]}",
        f"{value} or {last} {spellings[0]}",
        f"not {value} {spellings[0]}",
        f"1{value} {spellings[0]}",
    ):
        yield answer, False


def _degrees(value: str) -> Made:
    size = value.removeprefix("-")
    minus = value.startswith("-")
    for answer in (f"{value} °C", f"{value}°C", f"{value} degrees Celsius", f"{value}℃", value, f"{value.replace('-', '−')} °C"):
        yield answer, True
    if minus:
        yield f"minus {size} degrees Celsius", True
        yield f"{size} °C", False
    for answer in (f"-{value}".replace("--", "") + " °C", f"{value} °F", f"{value} K", f"{value}9 °C", f"above {value} °C"):
        yield answer, False


def _percents(value: str) -> Made:
    number = Decimal(value)
    for answer in (f"{value}%", f"{value} %", f"{value} percent", f"{value} per cent", text(number / 100), f"about {value}%", value):
        yield answer, True
    for answer in (
        f"{text(number / 10)}%",
        f"{text(number + 1)}%",
        f"{value} percentage points",
        text(number / 1000),
        f"{value}‰",
        f"less than {value}%",
        f"{text(100 - number)}%" if number != 50 else "51%",
        f"-{value}%",
    ):
        yield answer, False


def written(day: date) -> tuple[str, ...]:
    month = MONTHS[day.month - 1]
    return (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {nth(day.day)}, {day.year}",
        day.isoformat(),
        f"the {nth(day.day)} of {month} {day.year}",
        f"{month[:3]} {day.day} {day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.day}-{month[:3]}-{day.year}",
        f"On {month} {day.day:02d}, {day.year}, as the books have it.",
        f"{day.year}.{day.month:02d}.{day.day:02d}",
    )


def _dates(value: str) -> Made:
    day = date.fromisoformat(value)
    for answer in written(day):
        yield answer, True
    yield f"Not {written(day + timedelta(days=1))[0]} but {written(day)[0]}", True
    wrong = other_days(day)
    for n, other in enumerate(wrong):
        yield written(other)[n % 10], False
    month = MONTHS[day.month - 1]
    for answer in (
        str(day.year),
        f"{month} {day.year}",
        f"{month} {day.day}",
        f"the {day.year // 10 * 10}s",
        f"{written(day)[1]} or {written(wrong[0])[1]}",
        f"{day.month}/{day.day}/{day.year % 100:02d}",
        f"not {written(day)[0]}",
        f"before {written(day)[0]}",
    ):
        yield answer, False


def _years(value: str) -> Made:
    year = int(value)
    for answer in (
        value,
        f"in {value}",
        f"It happened in {value}, and 300 people saw it.",
        f"the year {value}",
        f"{value} AD",
        f"In May {value}",
    ):
        yield answer, True
    for answer in (
        str(year + 1),
        f"in {year - 1}",
        f"{value}5",
        f"{year} or {year + 2}",
        f"{value} BC",
        f"the {year // 100 + 1}th century",
        f"between {year - 4} and {year + 4}",
        f"not {value}",
        f"in {value}, no, wait, in {year + 1}",
        f"after {value}",
    ):
        yield answer, False


def _durations(value: str, unit: str) -> Made:
    more = {
        ("90", "min"): (
            "an hour and a half",
            "1.5 hours",
            "one and a half hours",
            "1 hour 30 minutes",
            "1 h 30 min",
            "PT1H30M",
            "a 90-minute game",
        ),
        ("98", "day"): ("14 weeks", "fourteen weeks", "98 days"),
        ("20", "year"): ("two decades", "twenty years", "240 months", "20-year"),
        ("4", "year"): ("four years", "48 months", "P4Y"),
        ("6", "month"): ("half a year", "six months", "0.5 years", "P6M"),
        ("14", "day"): ("two weeks", "a fortnight", "a period of 14 days", "2 weeks", "P14D"),
        ("5730", "year"): ("5,730 years", "57.3 centuries"),
        ("18", "month"): (
            "a year and a half",
            "1.5 years",
            "one and a half years",
            "1 year and 6 months",
            "one year and six months",
            "P1Y6M",
        ),
        ("195", "min"): ("3 hours 15 minutes", "3 hours and 15 minutes", "3.25 hours", "three and a quarter hours", "3:15:00"),
    }
    wrong = {
        ("90", "min"): ("1 hour 20 minutes", "90 hours", "1.3 hours"),
        ("98", "day"): ("98 weeks", "13 weeks"),
        ("20", "year"): ("20 months", "two centuries"),
        ("4", "year"): ("4 months", "40 months", "fourteen years"),
        ("6", "month"): ("half a month", "6 weeks", "0.6 years"),
        ("14", "day"): ("14 weeks", "two months"),
        ("5730", "year"): ("5,730 days", "573 years"),
        ("18", "month"): ("1.8 years", "18 years", "1 year and 8 months"),
        ("195", "min"): ("3 hours 20 minutes", "1 hour 95 seconds", "3.15 hours"),
    }
    for answer in (*more[value, unit], f"{value} {UNITS[unit][0][0]}"):
        yield answer, True
    for answer in (*wrong[value, unit], f"{int(value) + 1} {UNITS[unit][0][0]}", f"more than {value} {UNITS[unit][0][0]}"):
        yield answer, False


def _money(value: str, unit: str) -> Made:
    names = {
        "USD": (("${}", "{} US dollars", "US${}", "{} dollars", "USD {}"), "€{}"),
        "元": (("{} yuan", "RMB {}", "CNY {}", "¥{}", "{} RMB"), "${}"),
        "EUR": (("€{}", "{} euros", "EUR {}", "{} EUR"), "{} pounds sterling"),
        "GBP": (("£{}", "{} pounds", "GBP {}"), "€{}"),
    }
    n = int(value)
    forms, other = names[unit]
    for form in forms:
        yield form.format(f"{n:,}"), True
    yield forms[0].format(f"{n:,}.00"), True
    yield value, True
    if n >= 10**6:
        size, name = (10**9, "billion") if n >= 10**9 else (10**6, "million")
        yield forms[0].format(text(Decimal(n) / size) + f" {name}"), True
        yield forms[0].format(text(Decimal(n) / size) + (" million" if name == "billion" else " billion")), False
    for answer in (
        other.format(f"{n:,}"),
        forms[0].format(f"{n + 1:,}"),
        forms[1].format(f"{n * 10:,}"),
        forms[0].format(f"{n // 10:,}"),
        f"{n:,} bucks",
        "over " + forms[0].format(f"{n:,}"),
        forms[0].format(f"{n:,}") + " or " + forms[0].format(f"{n * 2:,}"),
    ):
        yield answer, False


def _ranges(low: str, high: str, unit: str) -> Made:
    for answer in (
        f"{low}–{high} {unit}",
        f"{low}-{high} {unit}",
        f"{low} to {high} {unit}",
        f"from {low} to {high} {unit}",
        f"between {low} and {high} {unit}",
        f"{low} {unit} to {high} {unit}",
        f"at least {low} and at most {high} {unit}",
        f"{low}~{high} {unit}",
        f"The range is {low}—{high} {unit}.",
    ):
        yield answer, True
    more = text(Decimal(high) + 1)
    for answer in (
        f"{low}–{more} {unit}",
        f"{low} {unit}",
        f"{high} {unit}",
        f"at least {low} {unit}",
        f"at most {high} {unit}",
        f"{low}–{high} kPa",
        f"{text(Decimal(low) + 1)} to {high} {unit}",
        f"{text(Decimal(low) * 10)}–{text(Decimal(high) * 10)} {unit}",
        f"{low} or {high} {unit}",
    ):
        yield answer, False


def _rounded(value: str, unit: str, rounded: str, wrong: str) -> Made:
    near = f"{int(rounded):,} {unit}"
    for answer in (
        f"about {near}",
        f"approximately {near}",
        f"roughly {near}",
        f"~{near}",
        f"{near} or so",
        f"around {near}",
        f"{value} {unit}",
    ):
        yield answer, True
    far = f"{int(wrong):,} {unit}"
    for answer in (near, f"about {far}", f"approximately {far}", f"more than {near}", f"nearly {far}", f"less than {near}", far):
        yield answer, False


def _science(value: str, mantissa: str, exponent: int) -> Made:
    raised = str(exponent).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    for answer in (
        f"{mantissa}×10^{exponent}",
        f"{mantissa} × 10{raised}",
        f"{mantissa}e{exponent}",
        f"{mantissa} x 10^{exponent}",
        f"{mantissa}E+{exponent}",
        f"${mantissa} \\times 10^{{{exponent}}}$",
        value,
    ):
        yield answer, True
    for answer in (
        f"{mantissa}×10^{exponent - 1}",
        f"{mantissa} × 10^{exponent}9",
        f"{mantissa}e-{exponent}",
        f"{mantissa}",
        f"1{mantissa}e{exponent}",
        f"10^{exponent}",
        f"-{mantissa}e{exponent}",
        f"{mantissa[:-1]}{(int(mantissa[-1]) + 1) % 10}×10^{exponent}",
    ):
        yield answer, False


def _fractions(above: int, below: int) -> Made:
    names = {(1, 3): "one third", (2, 3): "two thirds", (3, 4): "three quarters", (2, 5): "two fifths"}
    for answer in (
        f"{above}/{below}",
        f"{above} / {below}",
        names[above, below],
        names[above, below].replace(" ", "-"),
        f"It is {above}/{below} of it.",
    ):
        yield answer, True
    for answer in (
        f"{below}/{above}",
        f"{above}/{below + 1}",
        f"{above + 1}/{below}" if above + 1 < below else f"1/{below + 4}",
        str(above),
        str(below),
    ):
        yield answer, False


def _ordinals(n: int) -> Made:
    for answer in (nth(n), str(n), f"the {nth(n)}", f"No. {n}", f"number {n}", f"It was the {nth(n)}, in fact."):
        yield answer, True
    for answer in (nth(n + 1), str(n - 1), f"the {nth(n + 10)}", f"No. {n}0", f"not the {nth(n)}", f"the {nth(n)} or the {nth(n + 1)}"):
        yield answer, False


def _several(_: str) -> Made:
    """Answers with several numbers, of which one answers."""
    for answer in (
        "In 1990 there were 42 members.",
        "The club, founded in 1950, has 42 members and 7 trainers.",
        "1. Founded: 1950\n2. Members: 42 members\n3. City: Rome",
        "It has 42 members (as of 2020).",
        "There are 30 men and 12 women, so the club has 42 members in total.",
        "30 + 12 = 42",
        "8,000 people applied; 42 members were chosen.",
        "42!",
        "It has 42 members[1].",
        "not only 41 but 42 members",
        "Actually, 42.",
        "The number of members is 42, up from 38 in 2010.",
    ):
        yield answer, True
    for answer in (
        "In 42 years there were 50 members.",
        "The club has 40 members and 42 trainers.",
        "30 + 12 = 41",
        "42 members is wrong.",
        "It does not have 42 members.",
        "42 or maybe 43",
        "either 41 or 42",
        "fox42",
        "B42",
        "1,042",
        "0.42",
        "42%",
        "4.2",
        "42,000",
        "The 42nd member was Ann.",
        "42/43",
        "3:42",
        "about 50; 42 is too few",
        "42 members, sorry, I meant 44 members",
        "in 1942",
    ):
        yield answer, False


ANSWERS = {
    "count": _counts,
    "unit": _quantities,
    "degrees": _degrees,
    "percent": _percents,
    "date": _dates,
    "year": _years,
    "duration": _durations,
    "money": _money,
    "range": _ranges,
    "rounding": _rounded,
    "science": _science,
    "fraction": _fractions,
    "ordinal": _ordinals,
    "several": _several,
}
