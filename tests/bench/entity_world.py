"""A small world for the cases of ``entity_figures``: medicines, diseases, companies, institutes, devices, people, statutes."""

from __future__ import annotations

CLASSES = {
    "Medicine": ("药品", "medicine"), "Disease": ("疾病", "disease"), "Company": ("公司", "company"), "Institute": ("机构", "institute"),
    "Device": ("设备", "device"), "Person": ("人物", "person"), "Statute": ("法律", "statute"), "Brand": ("品牌", "brand"),
    "System": ("系统", "system"),
}  # fmt: skip
TERMS = {
    "metformin": ("Medicine", "二甲双胍", "metformin"), "aspirin": ("Medicine", "阿司匹林", "aspirin"),
    "insulin": ("Medicine", "胰岛素", "insulin"), "warfarin": ("Medicine", "华法林", "warfarin"),
    "ibuprofen": ("Medicine", "布洛芬", "ibuprofen"), "paracetamol": ("Medicine", "对乙酰氨基酚", "paracetamol"),
    "t2d": ("Disease", "2型糖尿病", "type 2 diabetes"), "hf": ("Disease", "心力衰竭", "heart failure"),
    "ckd": ("Disease", "慢性肾脏病", "chronic kidney disease"), "asthma": ("Disease", "哮喘", "asthma"),
    "copd": ("Disease", "慢性阻塞性肺疾病", "chronic obstructive pulmonary disease"), "gout": ("Disease", "痛风", "gout"),
    "hengyuan": ("Company", "恒源电力股份有限公司", "Hengyuan Power Company"),
    "northwind": ("Company", "北风航运有限公司", "Northwind Shipping Limited"),
    "bluelake": ("Company", "蓝湖软件有限公司", "Blue Lake Software Inc."),
    "simm": ("Institute", "中国科学院上海药物研究所", "Shanghai Institute of Materia Medica"),
    "who": ("Institute", "世界卫生组织", "World Health Organization"),
    "sasac": ("Institute", "国务院国有资产监督管理委员会", "State Assets Commission"),
    "pump": ("Device", "输液泵", "infusion pump"),
    "ventilator": ("Device", "呼吸机", "ventilator"),
    "meter": ("Device", "血糖仪", "glucose meter"),
    "lin": ("Person", "林晓梅", "Lin Xiaomei"),
    "chen": ("Person", "陈国栋", "Chen Guodong"),
    "keller": ("Person", "玛丽亚·凯勒", "Maria Keller"),
    "cyber": ("Statute", "网络安全法", "Cybersecurity Law"), "data": ("Statute", "数据安全法", "Data Security Law"),
    "starmap": ("System", "星图调度平台", "Starmap Dispatch System"),
}  # fmt: skip

TURTLE = "\n".join(
    [
        "@prefix w: <https://example.org/world#> .", "@prefix kgc: <https://w3id.org/kgcorpus/ns#> .",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .", "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        *(f'w:{c} a owl:Class ; rdfs:label "{zh}"@zh, "{en}"@en ; kgc:mintable true .' for c, (zh, en) in CLASSES.items()),
        *(f'w:{id} a w:{c} ; skos:prefLabel "{zh}"@zh, "{en}"@en .' for id, (c, zh, en) in TERMS.items()),
    ]
)  # fmt: skip
