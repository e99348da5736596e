r"""English answers of the kinds that answers written without a look at the grader brought: question, value, unit, type, right answers, wrong
ones. LaTeX, abbreviated money, ± and signs in words, units with a word before them, charges of ions."""

from __future__ import annotations

from tests.grading.values import Case

N, D, S = "number", "date", "string"
CASES: tuple[Case, ...] = (
    (
        "What is the value of sin(30°)?",
        "0.5",
        "",
        N,
        (r"$\sin 30^\circ = \frac{1}{2}$", r"\(\frac12\)", r"\[\sin 30^\circ = \dfrac{1}{2} = 0.5\]", r"$$\boxed{\tfrac{1}{2}}$$"),
        (r"$\sin 30^\circ = \frac{1}{3}$", r"\(\frac{2}{1}\)", r"$1\frac{1}{2}$", r"$\frac{\sqrt{3}}{2}$"),
    ),
    (
        "What is the elementary charge in coulombs?",
        "0.0000000000000000001602176634",
        "C",
        N,
        (r"\( e = 1.602176634 \times 10^{-19}\,\mathrm{C} \)", r"$1.602176634\cdot 10^{-19}\ \text{C}$", r"\(e \approx 1.602\times10^{-19}\) C"),
        (r"$1.602 \times 10^{19}\ \text{C}$", r"\(1.206 \times 10^{-19}\,\mathrm{C}\)", r"$\frac{1.602}{2} \times 10^{-19}$ C"),
    ),
    (
        "What did the club pay for the striker?",
        "62500000",
        "EUR",
        N,
        ("€62.5m", "62.5m euros", "EUR 62.5 million", "€62.5 m", "€62,500k", r"\(\text{€}62.5\) million"),
        ("€62.5bn", "£62.5m", "€6.25m", "62.5 metres", "€62.5k"),
    ),
    (
        "How old is the rock, in years?",
        "4540000000",
        "years",
        N,
        ("4.54 ± 0.05 billion years", "4.54 Gyr", "4540 ± 50 million years", r"$4.54 \pm 0.05$ billion years"),
        ("4.45 ± 0.05 billion years", "4.54 ± 0.05 million years", "454 ± 5 million years", "4.54 Myr"),
    ),
    (
        "What is the elevation of the lake shore?",
        "-430.5",
        "m",
        N,
        ("430.5 metres below sea level", "-430.5 m", "430.5 m below the sea surface", "minus 430.5 m"),
        ("430.5 metres above sea level", "430.5 m", "403.5 metres below sea level", "430.5 feet below sea level"),
    ),
    (
        "What was the company's net result in 2020, a loss being negative?",
        "-120000000",
        "EUR",
        N,
        ("A net loss of €120 million", "€120 million in the red", "a deficit of 120 million euros", "-€120m", "It lost €120 million."),
        ("a profit of €120 million", "a net loss of €12 million", "€120 million", "a gain of 120 million euros"),
    ),
    (
        "For how many days was it given?",
        "14",
        "day",
        N,
        ("two full weeks", "14 consecutive days", "two whole weeks", "2 calendar weeks", "one fortnight"),
        ("two full months", "two weekends", "14 full weeks", "four whole weeks"),
    ),
    (
        "In what month and year did the bank fail?",
        "2008-09",
        "",
        D,
        ("September 15, 2008", "in September 2008", "15 September 2008", "Sept. 2008"),
        ("August 2008", "2008", "September 15, 2009", "15 October 2008"),
    ),
    (
        "What is the formula of the sulfate ion?",
        "SO4^2-",
        "",
        S,
        ("SO₄²⁻", r"$\mathrm{SO_4^{2-}}$", "SO4^2-", r"\(\text{SO}_4^{2-}\)"),
        ("SO₃²⁻", r"$\mathrm{SO_3^{2-}}$", "HSO₄⁻", "SO₂"),
    ),
    (
        "What is the formula of caffeine?",
        "C8H10N4O2",
        "",
        S,
        (r"$\mathrm{C_8H_{10}N_4O_2}$", "C₈H₁₀N₄O₂", r"Its formula is \(\ce{C8H10N4O2}\)."),
        (r"$\mathrm{C_7H_8N_4O_2}$", "C₈H₁₀N₄O", r"$\mathrm{C_{18}H_{10}N_4O_2}$"),
    ),
    (
        "Which Python version introduced structural pattern matching?",
        "3.10",
        "",
        S,
        ("Python 3.10", "3.10.0", "It came with 3.10, after 3.9 brought the new parser.", "3.9 changed the parser; pattern matching is in 3.10."),
        ("3.1", "3.10.4", "It came with Python 3.9, one release before 3.10.", "Python 3.11", "not 3.10", "3.01"),
    ),
    (
        "Which Ubuntu release was the first to ship with systemd?",
        "15.04",
        "",
        S,
        ("Ubuntu 15.04 (Vivid Vervet)", "15.04", "14.10 had it for testing only; systemd shipped first with Ubuntu 15.04."),
        ("15.4", "Ubuntu 14.10", "15.10", "Ubuntu 16.04 shipped with it first, not 15.04."),
    ),
    (
        "What is the reference range for serum potassium in adults?",
        "3.5-5.0",
        "mmol/L",
        S,
        ("3.5 mmol/L – 5.0 mmol/L", "between 3.5 and 5 mmol/L", "Sodium is 135–145, potassium 3.5–5.0 mmol/L.", "about 3.5 to 5.0"),
        ("3.5-5.5", "135–145 mmol/L", "3.6 to 5.0 mmol/L", "4.0", "3.5–5.0 mg/dL", "4.0–4.5 mmol/L"),
    ),
    (
        "What is the normal resting heart rate of adults, in beats per minute?",
        "60-100",
        "",
        S,
        ("60 to 100 bpm", "Between sixty and one hundred beats per minute", "60–100"),
        ("60–80 bpm", "40-60", "70", "100-160", "50–110"),
    ),
)
