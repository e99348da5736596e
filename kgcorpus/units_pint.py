"""The words that pint knows (0.25), so that it is loaded only for spellings that it may know: that takes as long as grading thousands."""

from __future__ import annotations

import re

_NAMES = """
A AU Ah At B BDFT BF BTU Ba Bd Bi Bq Btu C Ci Cl D DPI Da ECC Eh F FBM Fr G Gal Gb Gy H Hz J K KPH L LMH Ly M MPH Mx N Ne NeC Nm Np Oe P
PPCM PPI PSH Pa R RIU RKM Rd Ry S SPL St Sv T Ta Td Tj Tt U V VA W Wb Wh a a0 abA abC abF abH abS abV abampere abcoulomb aberdeen abfarad
abhenry abmho abohm absiemens abvolt acre alpha amp ampere amu angstrom arcdeg arcdegree arcmin arcminute arcsec arcsecond are at atm
atmosphere au b bag bar barad barie barn barrel barrie baryd barye baud bbl becquerel biot bit blob bohr bp bpp bps bu buckingham bushel
byte c cal calorie candela candle carat cc cd celsius centimeter centipoise centuries century chain cicero circle clausius cmil coulomb
count cp cps ct cup curie cwt cycle d dB dBW dBm dBu dalton darcy day debye decade decibel decibelmicrowatt decibelmilliwatt decibelwatt
decimeter decitex deg degC degF degK degR degRe degree degreeC degreeF degreeK degreeR degreeRe den denier dgal didot dot dpi dqt dr
drachm dram dtex dwt dyn dyne e eV electronvolt enzymeunit eon eps0 erg esu eu fahrenheit farad faraday fathom feet feetH2O feetHg
femtometer fermi fifth fldr floz fluidram fm foot footpound fortnight fps franklin ft ftH2O ftHg fur furlong g g0 gal galileo gallon gamma
gauss gf gi gilbert gill gon gr grad grade gradian grain gram gravity gray h ha hand hartree hbar hectare henry hertz hogshead horsepower
hour hp hr hundredweight in inH2O inHg inch inches inchesH2O inchesHg jig joule jute k kat katal kayser kelvin kgf kilogram kilometer kip
kn knot kph kps ksi kt l lambda lambert langley lb lbf lbt league li lightyear link liter litre lm ln10 lumen lux lx ly m mH2O mHg mas
maxwell meter metre mho mi microgram microliter micrometer micromole micron mil mile millennia millennium milliarcsecond milligram min
minim minute mol molar mole molec molecule month mph mps mu0 neper newton nit nmi oct octave octet oersted ohm ounce oz ozf ozt parsec
particle pascal pc pdl peck pel pennyweight percent perch permille pi pica pint pixel pk point poise pole pond pound poundal pp ppi ppm
psi pt px qt quad quart quarter rad radian rads rankine rd reaumur rem revolution reyn rhe rod roentgen rpm rps rutherford rydberg s
scruple sec second section sft shake shot siemens sievert sigma slinch slm slpm slug slugette smi sqdeg sr statA statC statF statH statT
statV statWb statampere statcoulomb statfarad stathenry statmho statohm stattesla statvolt statweber steradian stere stilb stokes stone
strain sv svedberg sverdrup t tTNT tablespoon tansec tbsp teaspoon tesla tex tf th therm thm thou tlb toe ton tonne torr townsend toz tsp
turn u volt watt watthour weber week yard yd year yr zeta μ
"""
_PREFIXES = """
E Ei G Gi Ki M Mi P Pi Q R T Ti Y Yi Z Zi a atto c centi d da deca deci deka demi exa exbi f femto gibi giga h hecto k kibi kilo m mc mebi
mega micro milli mu n nano p pebi peta pico q quecto quetta r ronna ronto semi sesqui tebi tera u y yobi yocto yotta z zebi zepto zetta μ
"""
NAMES, PREFIXES = frozenset(_NAMES.split()), tuple(_PREFIXES.split())
# What pint takes for powers and fractions.
_NO_UNITS = frozenset(("per", "square", "squared", "sq", "cubic", "cubed"))
_WORD = re.compile("(?<![A-Za-zμ°0-9])[A-Za-zμ°][A-Za-zμ°0-9]*")


def may_be_known(spelling: str) -> bool:
    """Whether each word of a spelling may be a unit of pint.

    >>> may_be_known("kilofurlongs per fortnight"), may_be_known("members")
    (True, False)
    """
    return all(word in _NO_UNITS or _is_known(word.replace("°", "degree")) for word in _WORD.findall(spelling))


def _is_known(word: str) -> bool:
    rests = [word, *(word[len(prefix) :] for prefix in PREFIXES if word.startswith(prefix))]
    return any(rest in NAMES or (rest.endswith("s") and rest[:-1] in NAMES) for rest in rests)
