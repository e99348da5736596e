"""Verdicts with a graph on answers that people wrote to questions of the diabetes example, against what a strict reader expects.

    kgcorpus build data/diabetes --recipe all
    python -m tests.bench.grade_graph_figures data/diabetes/releases/all [--show]

Each answer was written by hand and judged before it was graded: right, broader, narrower, outdated, a hop or condition left out, another
thing of the class, a thing of another class, denied, mixed. Prints agreement by language and kind of answer, and what differs; a question
that the release does not hold is counted and left out. ``--show`` prints each verdict with its explanation. Stated facts of long answers
are counted apart.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from kgcorpus.grade.known import Known, known_names
from kgcorpus.grade.one import grade_one
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json
from kgcorpus.text import language_of
from tests.bench.grade_graph_fresh import FRESH


class Case(NamedTuple):
    """An answer with the verdict, relation and reason that it should get; an empty relation or reason is not looked at."""

    kind: str
    question: str
    answer: str
    verdict: str
    relation: str = ""
    reason: str = ""


SULFONYLUREAS = "哪些药物属于α-葡萄糖苷酶抑制剂？"
ZH = (
    # right, in other names and orders
    Case("right", "哪些药物可引起胃肠胀气？", "格华止、倍欣和拜唐苹。", "correct"),
    Case("right", "格列本脲有哪些禁忌证？", "1型糖尿病、妊娠期、严重感染。", "correct"),
    Case("right", "地特胰岛素属于哪一类药物？", "长效胰岛素类似物。", "correct", "equal"),
    Case("right", "白小麦面包是哪一类食物？", "它属于谷类及其制品。", "correct"),
    Case("right", "格列奈类对体重有什么影响？", "可增加体重。", "correct"),
    Case("right", "单用时低血糖风险高的药物类别有哪些？", "磺脲类和速效胰岛素类似物。", "correct", "subset"),
    # broader, narrower
    Case("broader", "哪些药物可引起胃肠胀气？", "双胍类。", "partial", "more_general"),
    Case(
        "broader", "据《降糖药的相互作用：查房笔记》，沙格列汀与哪些药物或物质存在相互作用？", "没有印象，可能是某类抗生素。", "ungradable"
    ),
    Case("narrower", "地特胰岛素属于哪一类药物？", "德谷胰岛素。", "incorrect", "contradiction", "disproved"),
    Case("narrower", "单用时低血糖风险高的药物类别有哪些？", "格列本脲、格列美脲。", "partial", "more_specific"),
    Case("narrower", "白小麦面包是哪一类食物？", "馒头。", "incorrect", "contradiction", "disproved"),
    # outdated
    Case("outdated", "截至2024年6月1日，西格列汀已在哪些国家或地区获准上市？", "欧盟、美国。", "correct"),
    Case("outdated", "截至2011年7月1日，与吡格列酮同属一类的其他药物中，已在美国撤市的有哪些？", "罗格列酮。", "ungradable"),
    Case(
        "outdated",
        "截至2024年6月1日，已在欧盟获准上市的药物中，哪些可皮下注射？",
        "利拉鲁肽和罗格列酮。",
        "partial",
        "overlap",
        "outdated",
    ),
    # a hop or a condition left out
    Case(
        "skipped",
        "格列喹酮所属的那类药物单用时低血糖风险有多大？请分步说明。",
        "磺脲类。",
        "incorrect",
        "contradiction",
        "skipped_hop",
    ),
    Case(
        "skipped",
        "据《磺脲类降糖药说明书摘要》，格列喹酮所属的那类药物作用于哪些靶点？",
        "格列喹酮属于磺脲类药物。",
        "incorrect",
        "",
        "skipped_hop",
    ),
    Case("skipped", "与加糖酸奶同属一类的其他食物有哪些？", "乳类及其制品。", "incorrect", "", "skipped_hop"),
    Case(
        "skipped",
        "与西格列汀同属一类的其他药物中，可引起上呼吸道感染的有哪些？请说明推理过程。",
        "DPP-4抑制剂。",
        "incorrect",
        "contradiction",
        "skipped_hop",
    ),
    Case("skipped", "与罗格列酮同属一类的其他药物中，禁用于哺乳期的有哪些？", "格列齐特、格列美脲、吡格列酮。", "partial", "overlap"),
    # other things of the class
    Case("other", SULFONYLUREAS, "二甲双胍。", "incorrect", "contradiction", "disproved"),
    Case("other", SULFONYLUREAS, "阿卡波糖、格列本脲。", "partial", "overlap", "disproved"),
    Case("other", "地特胰岛素属于哪一类药物？", "速效胰岛素类似物。", "incorrect", "contradiction", "disproved"),
    Case("other", "白小麦面包是哪一类食物？", "水果。", "incorrect", "contradiction", "disproved"),
    Case("other", "全脂牛奶属于哪个GI等级？", "中GI。", "incorrect", "contradiction", "disproved"),
    Case("other", "哪些药物可引起胃肠胀气？", "格列本脲。", "incorrect", "contradiction", "disproved"),
    Case("other", "哪些药物可引起胃肠胀气？", "阿卡波糖和格列本脲。", "partial", "overlap"),
    Case("other", "单用时低血糖风险高的药物类别有哪些？", "双胍类。", "incorrect", "contradiction", "disproved"),
    Case("other", "属于高GI食物的谷类及其制品有哪些？", "大米饭、绿豆。", "partial", "overlap", "disproved"),
    Case(
        "other", "据《中国食物血糖生成指数表（2002年）》，不属于中GI食物的蔬菜有哪些？", "南瓜、山药、胡萝卜和甜菜。", "partial", "superset"
    ),
    Case("other", "请举出禁用格列喹酮的情况。如有限定条件，请一并注明。", "1型糖尿病、妊娠期、高血压。", "partial", "overlap"),
    # of another class
    Case("class", SULFONYLUREAS, "双胍类。", "incorrect", "contradiction", "disproved"),
    Case("class", "哪些药物可引起胃肠胀气？", "高血压。", "incorrect", "contradiction", "disproved"),
    Case("class", "哪些药物既可引起腹泻又可引起皮疹？", "恶心、呕吐。", "incorrect", "contradiction", "disproved"),
    # denied, hedged, unknown
    Case("denied", SULFONYLUREAS, "不是二甲双胍，而是阿卡波糖、米格列醇和伏格列波糖。", "correct"),
    Case("denied", "地特胰岛素属于哪一类药物？", "不是速效胰岛素类似物。", "incorrect"),
    Case("unknown", "哪些药物可引起胃肠胀气？", "不清楚。", "not_attempted", "abstained"),
    Case("unlisted", "哪些药物可引起胃肠胀气？", "某种新药。", "ungradable", "undecided"),
    # long answers
    Case(
        "long",
        SULFONYLUREAS,
        "α-葡萄糖苷酶抑制剂主要延缓碳水化合物吸收。\n\n常用的有：\n1. **阿卡波糖**\n2. "
        "**伏格列波糖**\n3. **米格列醇**\n\n它们与二甲双胍不同类。",
        "correct",
    ),
    Case(
        "long",
        "地特胰岛素属于哪一类药物？",
        "胰岛素类似物分为速效和长效两种。门冬胰岛素是速效的，而地特胰岛素属于长效胰岛素类似物。",
        "correct",
    ),
    Case("long", "哪些药物可引起胃肠胀气？", "常见的是阿卡波糖，因为它使碳水化合物在结肠发酵；二甲双胍也常见。", "correct", "subset"),
)
EN = (
    Case("right", "Which medicines belong to the DPP-4 inhibitors?", "Sitagliptin (Januvia), saxagliptin and linagliptin.", "correct"),
    Case("right", "What does metformin interact with?", "Alcohol, cimetidine, and dolutegravir.", "correct"),
    Case("right", "Which drug class does dulaglutide belong to?", "It is a GLP-1 receptor agonist.", "correct"),
    Case(
        "right",
        "What does the drug class that gliquidone belongs to act on?",
        "They close the ATP-sensitive potassium channel.",
        "correct",
    ),
    Case("right", "What are the contraindications to empagliflozin?", "Ongoing dialysis; hypersensitivity to the medicine.", "correct"),
    Case("right", "Which medicines are contraindicated in breastfeeding?", "Gliclazide.", "correct", "subset"),
    Case("broader", "Which of the biguanides can cause abdominal pain?", "A biguanide.", "incorrect"),
    Case("broader", "Which medicines interact with dolutegravir?", "Biguanides.", "partial", "more_general"),
    Case("broader", "Which legumes belong to the medium-GI category?", "Some legumes.", "ungradable"),
    Case("narrower", "Which drug class does dulaglutide belong to?", "Semaglutide.", "incorrect", "contradiction", "disproved"),
    Case(
        "narrower",
        "Can you name three drug classes that can reduce weight?",
        "Metformin, acarbose and dapagliflozin.",
        "partial",
        "more_specific",
    ),
    Case("outdated", "Where was henagliflozin authorised as of 1 June 2024?", "In China.", "correct"),
    Case("outdated", "Where was henagliflozin authorised as of 1 June 2024?", "In the United States.", "ungradable"),
    Case(
        "ski"
        "pped", "What does the drug class that gliquidone belongs to act on?", "Sulfonylureas.", "incorrect", "contradiction", "skipped_hop"
    ),
    Case(
        "skipped", "What is the risk of hypoglycaemia when the drug class that insulin detemir belongs to is used alone?",
        "Insulin detemir is a long-acting insulin analogue.", "incorrect", "contradiction", "skipped_hop",
    ),
    Case(
        "skipped", "Of the other medicines in the same class as gliquidone, which are contraindicated in severe hepatic impairment?",
        "Gliclazide and repaglinide.", "partial", "overlap",
    ),
    Case("other", "Which medicines belong to the DPP-4 inhibitors?", "Metformin.", "incorrect", "contradiction", "disproved"),
    Case("other", "Which medicines belong to the DPP-4 inhibitors?", "Sitagliptin and metformin.", "partial", "overlap", "disproved"),
    Case("other", "Which drug class does dulaglutide belong to?", "DPP-4 inhibitors.", "incorrect", "contradiction", "disproved"),
    Case("other", "Which medicines are contraindicated in breastfeeding?", "Metformin.", "ungradable", "undecided"),
    Case("other", "What does metformin interact with?", "Alcohol and grapefruit.", "partial", "overlap"),
    Case("other", "What are the contraindications to empagliflozin?", "Type 1 diabetes.", "incorrect", "contradiction", "disproved"),
    Case("other", "Which legumes belong to the medium-GI category?", "Lentils.", "incorrect", "contradiction", "disproved"),
    Case(
        "other",
        "Which of the ingredients used in the oat and milk bowl belong to the low-GI category?",
        "Apples and honey.",
        "partial",
        "overlap",
    ),
    Case("other", "What is done in step 3 of the oat and milk bowl recipe?", "Boiling.", "incorrect", "contradiction", "disproved"),
    Case("other", "What adverse effects can troglitazone cause?", "Liver failure and headache.", "partial", "overlap"),
    Case("other", "What adverse effects can troglitazone cause?", "Headache.", "ungradable", "undecided"),
    Case("class", "Which medicines belong to the DPP-4 inhibitors?", "Nausea.", "incorrect", "contradiction", "disproved"),
    Case("class", "Which medicines are contraindicated in breastfeeding?", "Hypertension.", "incorrect", "contradiction", "disproved"),
    Case("class", "What is lixisenatide indicated for?", "Semaglutide.", "incorrect", "contradiction", "disproved"),
    Case("denied", "Which medicines belong to the DPP-4 inhibitors?", "Not metformin but sitagliptin.", "correct", "subset"),
    Case("denied", "Which drug class does dulaglutide belong to?", "Not the DPP-4 inhibitors.", "incorrect"),
    Case("unknown", "What does metformin interact with?", "I do not know.", "not_attempted", "abstained"),
    Case("unlisted", "What does metformin interact with?", "Compound X-17.", "ungradable", "undecided"),
    Case(
        "long", "Which medicines belong to the DPP-4 inhibitors?",
        "DPP-4 inhibitors raise incretin levels. Examples:\n\n- **Sitagliptin**: once "
        "a day\n- **Linagliptin**: no dose adjustment\n- **Exenatide**: injected",
        "partial", "overlap", "disproved",
    ),
    Case(
        "long", "Which drug class does dulaglutide belong to?",
        "Unlike sitagliptin, which is a DPP-4 inhibitor, dulaglutide is a GLP-1 receptor agonist given once a week.", "correct",
    ),
    Case(
        "long", "What are the contraindications to empagliflozin?",
        "The label lists two: hypersensitivity to the medicine, and ongoing dialysis. Metformin has others.", "correct",
    ),
)  # fmt: skip

STATED: tuple[tuple[str, str, str], ...] = (
    ("zh", "二甲双胍属于双胍类。", "supported"),
    ("zh", "阿卡波糖属于磺脲类。", "contradicted"),
    ("zh", "格列喹酮禁用于1型糖尿病。", "supported"),
    ("zh", "恩格列净禁用于1型糖尿病。", "contradicted"),
    ("zh", "格列喹酮可引起低血糖。", "not_in_graph"),
    ("zh", "绿豆属于低GI食物。", "supported"),
    ("zh", "绿豆属于高GI食物。", "contradicted"),
    ("zh", "格列喹酮可引起便秘。", "not_in_graph"),
    ("zh", "磺脲类作用于ATP敏感性钾通道。", "supported"),
    ("zh", "甘精胰岛素可引起低血糖。", "supported"),
    ("zh", "甘精胰岛素可引起便秘。", "contradicted"),
    ("zh", "曲格列酮的半衰期为5小时。", "not_in_graph"),
    ("en", "Metformin belongs to the biguanides.", "supported"),
    ("en", "Acarbose belongs to the sulfonylureas.", "contradicted"),
    ("en", "Gliquidone is contraindicated in type 1 diabetes.", "supported"),
    ("en", "Empagliflozin is contraindicated in type 1 diabetes.", "contradicted"),
    ("en", "Rosiglitazone may cause weight gain.", "not_in_graph"),
    ("en", "Troglitazone is authorised in the United States.", "contradicted"),
    ("en", "Glucagon is secreted by pancreatic alpha cells.", "supported"),
    ("en", "Glucagon is secreted by pancreatic beta cells.", "not_in_graph"),
    ("en", "Insulin detemir belongs to the rapid-acting insulin analogues.", "contradicted"),
    ("en", "Metformin interacts with alcohol.", "supported"),
    ("en", "Troglitazone can cause liver failure.", "supported"),
    ("en", "Sulfonylureas act on the ATP-sensitive potassium channel.", "supported"),
)


def graded(case: Case, sample: Json, known: Known) -> tuple[bool, Json]:
    """Whether a verdict is the expected one, and the verdict."""
    found = grade_one(sample, case.answer, known=known)
    same = found["verdict"] == case.verdict and case.relation in ("", found["relation"]) and case.reason in ("", found.get("reason", ""))
    return same, found


def own_texts(known: Known) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """What the release's own texts state, by language and status; and the same with the object exchanged for another thing of its class
    of which the graph does not say it."""
    assert known.weigher is not None
    kept, graph = known.weigher.graph.kept, known.weigher.graph
    by_class: dict[str, list[str]] = {}
    for id in sorted(kept.entities):
        for cls in kept.entities[id].classes:
            by_class.setdefault(cls, []).append(id)
    own: Counter[tuple[str, str]] = Counter()
    exchanged: Counter[tuple[str, str]] = Counter()
    for document in sorted(kept.titles):
        if document.endswith((".csv", ".xlsx")):
            continue  # rows are no sentences
        for line in known.stated(kept.texts(document), "en"):
            lang = language_of(line["text"])
            own[lang, line["status"]] += 1
            subject, predicate, object = (line["stated"][name] for name in ("subject", "predicate", "object"))
            name = kept.entities[object].labels.get(lang, "") if isinstance(object, str) else ""
            if line["status"] != "supported" or "negated" in line["stated"] or not name or name not in line["text"]:
                continue
            linked = {fact.object for fact in graph.about(subject, predicate)}
            others = [id for id in by_class[kept.entities[object].classes[0]] if id not in linked and kept.entities[id].labels.get(lang)]
            for other in others[len(line["text"]) % max(len(others), 1) :][:1]:
                for found in known.stated(line["text"].replace(name, kept.entities[other].labels[lang]), "en"):
                    if (found["stated"]["subject"], found["stated"]["predicate"], found["stated"]["object"]) == (
                        subject,
                        predicate,
                        other,
                    ) and ("negated" not in found["stated"]):
                        exchanged[lang, found["status"]] += 1
    return own, exchanged


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("release", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    known = known_names(options.release)
    samples: dict[str, Json] = {}
    for _, line in read_objects(options.release / "samples.jsonl"):
        samples.setdefault(line["question"], line)
    counts: Counter[tuple[str, str, str]] = Counter()
    for lang, cases in (("zh", ZH), ("en", EN)):
        for case in cases:
            if case.question not in samples:
                counts[lang, case.kind, "absent"] += 1
                print("absent:", case.question)
                continue
            same, found = graded(case, samples[case.question], known)
            counts[lang, case.kind, "same" if same else "different"] += 1
            if options.show or not same:
                wanted = " ".join(filter(None, case[3:]))
                print(f"{'ok ' if same else 'NOT'} {case.kind}: {case.question} — {case.answer!r}\n    wanted {wanted}; "
                      f"got {found['verdict']} {found['relation']} {found.get('reason', '')}\n    {found['explanation']}")  # fmt: skip
    for lang, question, answer, verdict, reason in FRESH:
        if question not in samples:
            print("absent:", question)
            continue
        same, found = graded(Case("fresh", question, answer, verdict, "", reason), samples[question], known)
        counts[lang, "fresh", "same" if same else "different"] += 1
        if options.show or not same:
            print(f"{'ok ' if same else 'NOT'} fresh: {question} — {answer!r}\n    wanted {verdict} {reason}; "
                  f"got {found['verdict']} {found['relation']} {found.get('reason', '')}\n    {found['explanation']}")  # fmt: skip
    for lang, sentence, status in STATED:
        stated = known.stated(sentence, lang)
        same = [line["status"] for line in stated] == [status]
        counts[lang, "stated fact", "same" if same else "different"] += 1
        if options.show or not same:
            print(
                f"{'ok ' if same else 'NOT'} stated: {sentence} — wanted {status}; got",
                [(x["status"], x["stated"]["said"]) for x in stated],
            )
    for title, statuses in zip(("stated by the release's own texts", "the same with another object"), own_texts(known), strict=True):
        print(f"{title}: " + ", ".join(f"{lang} {status} {n}" for (lang, status), n in sorted(statuses.items())))
    for lang in ("zh", "en"):
        kinds = sorted({kind for one, kind, _ in counts if one == lang})
        for kind in (*kinds, None):
            n = {
                what: sum(c for (a, k, w), c in counts.items() if a == lang and kind in (None, k) and w == what)
                for what in ("same", "different")
            }
            print(f"{lang}  {kind or 'all':12} {n['same']:3} of {sum(n.values()):3} as expected")


if __name__ == "__main__":
    main()
