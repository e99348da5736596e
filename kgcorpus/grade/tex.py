r"""Mathematics as models set it (LaTeX), in plain characters: ``\frac{1}{2}`` is 1/2, ``10^{-3}`` stays a power, ``C_8H_{10}`` is C8H10."""

from __future__ import annotations

from kgcorpus import text_patterns as re

_MATHS = re.compile(
    r"(?<![\\$])\$(?=[^$\n]{0,200}[\\^_={}][^$\n]{0,200}\$)([^$\n]{1,400})\$(?![\d$])"
    r"|(?<![\\$\w])\$(\0?[-+]?\d[\d.,]*)\$(?![\d$])"
)
_DELIMITER = re.compile(r"\$\$|\\[()\[\]]|\\(?:left|right|[bB]igg?[lr]?|displaystyle|textstyle|limits)(?![a-zA-Z])")
_LOOSE = re.compile(r"\$(?=[^$\n\d]{1,80}\$)|(?<=[^\d\s$])\$(?=\W|\Z)")
_FRACTION = re.compile(r"(?:(\d)\s*)?\\[dtc]?frac\s*(?:\{([^{}]*)\}\s*\{([^{}]*)\}|(\d)\s*(\d))")
_QUANTITY = re.compile(r"\\(?:SI|qty)\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_WRAPPED = re.compile(
    r"\\(?:text|textbf|textit|textrm|textsf|texttt|emph|mathrm|mathbf|mathit|mathsf|mathtt|mathcal|operatorname|mbox|ce|num|si|unit"
    r"|underline|overline|boxed|fbox|ensuremath|mathbin)\s*\{([^{}]*)\}"
)
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_DEGREE = re.compile(r"\s*\^\s*\{?\s*\\(?:circ|degree)(?:\s*\})?")
_SPACE = re.compile(r"\\[,;: ]|\\q?quad(?![a-zA-Z])|(?<=\d)~(?=[\dA-Za-z])")
_RAISED = re.compile(r"\^\{([^{}]*)\}")
_LOWERED = re.compile(r"(?<=[A-Za-z)\]])_(?:\{([^{}\s]*)\}|([A-Za-z0-9]))")
_COMMAND = re.compile(r"\\([a-zA-Z]+)(?![a-zA-Z])")
_ESCAPED = re.compile(r"\\([%#&_{}])")
_FUNCTIONS = frozenset(["sin", "cos", "tan", "log", "ln", "exp", "max", "min", "lim", "arcsin", "arccos", "arctan", "det", "deg"])
_SIGNS = {
    "times": "×", "cdot": "·", "approx": "≈", "approxeq": "≈", "simeq": "≈", "sim": "~", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "leqslant": "≤", "geqslant": "≥", "lt": "<", "gt": ">", "pm": "±", "degree": "°", "circ": "°", "div": "÷", "neq": "≠", "ne": "≠",
    "ldots": "…", "dots": "…", "cdots": "…", "infty": "∞", "to": "→", "rightarrow": "→", "Rightarrow": "→", "implies": "→", "mu": "μ",
    "Omega": "Ω", "omega": "ω", "pi": "π", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "lambda": "λ",
    "theta": "θ", "sigma": "σ", "rho": "ρ", "phi": "φ", "tau": "τ", "eta": "η", "nu": "ν", "epsilon": "ε", "varepsilon": "ε",
    "therefore": "∴", "because": "∵", "euro": "€", "pounds": "£", "equiv": "≡", "AA": "Å", "angstrom": "Å", "ohm": "Ω", "micro": "μ",
}  # fmt: skip
_PLAIN = re.compile(r"[\d.,\s]*")


def without_tex(said: str) -> str:
    r"""The text with mathematics in plain characters.

    >>> without_tex(r"$\cos 60^\circ = \frac{1}{2}$"), without_tex(r"\(1.6 \times 10^{-19}\,\mathrm{C}\)"), without_tex("$5 and $6")
    ('cos 60° = 1/2', '1.6 × 10^-19 C', '$5 and $6')
    """
    said = _MATHS.sub(lambda m: m[1] or m[2], said.replace("\\$", "\0").replace("{,}", ","))
    if "\\" in said:
        said = _LOOSE.sub("", _DELIMITER.sub("", said.replace("\\\\", "\n").replace("\\!", "")))
        said = _SPACE.sub(" ", _DEGREE.sub("°", said))
        for _ in range(4):  # commands inside commands
            before = said
            said = _WRAPPED.sub(r"\1", _QUANTITY.sub(r"\1 \2", _ROOT.sub(r"√(\1)", _FRACTION.sub(_fraction, _indexed(said)))))
            if said == before:
                break
        said = _ESCAPED.sub(r"\1", _COMMAND.sub(lambda m: _SIGNS.get(m[1], m[1] if m[1] in _FUNCTIONS else m[0]), said))
    else:
        said = _indexed(_LOOSE.sub("", said))
    return said.replace("\0", "$")


def _indexed(said: str) -> str:
    """The text with indexes in the line (C8H10) and powers without braces (10^-3)."""
    said = _RAISED.sub(_raised, said) if "^" in said else said
    return _LOWERED.sub(lambda m: m[1] or m[2], said) if "_" in said else said


def _fraction(match: re.Match[str]) -> str:
    """A fraction of two numbers as 1/2, behind a whole number as 3 1/2, any other in brackets."""
    above, below = (match[2], match[3]) if match[2] is not None else (match[4], match[5])
    lead = f"{match[1]} " if match[1] else ""
    plain = _PLAIN.fullmatch(above) and _PLAIN.fullmatch(below)
    return lead + (f"{above}/{below}" if plain else f"({above})/({below})")


def _raised(match: re.Match[str]) -> str:
    return f"^{match[1]}" if len(match[1]) < 4 and " " not in match[1] and "\\" not in match[1] else f"^({match[1]})"
