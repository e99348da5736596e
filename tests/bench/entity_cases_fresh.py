"""Cases that were written after the rules of the other cases.

First run (2026-11-22): zh names P 1.000 R 0.700, zh pronouns P 1.000 R 0.500, en names P 1.000 R 0.800, en pronouns P 0.778 R 0.875. What
they showed was mended afterwards: they are fresh no more.
"""

from __future__ import annotations

ZH_NAMES: list[tuple[str, str, str]] = [
    ("本研究纳入心力衰竭（heart failure，HF）患者120例。", "HF", "hf"),
    ("哮喘，英文名Asthma，是气道疾病。", "Asthma", "asthma"),
    ("公司委托北风航运有限公司（以下简称“北风”）承运。", "北风", "northwind"),
    ("痛风（俗称“富贵病”）多见于中年男性。", "富贵病", "gout"),
    ("华法林（Warfarin）须监测。", "Warfarin片", ""),
    ("使用呼吸机（如图所示）时须有人值守。", "如图所示", ""),
    ("由国务院国有资产监督管理委员会（下称国资委）监管。", "国资委", "sasac"),
    ("布洛芬（芬必得）可止痛。", "芬必得", ""),
    ("胰岛素（短效）餐前注射。", "短效", ""),
    ("慢性肾脏病（下文称CKD）患者慎用。", "CKD", "ckd"),
    ("蓝湖软件有限公司，曾用名蓝湖科技，成立于2001年。", "蓝湖科技", "bluelake"),
    ("急性心力衰竭（AHF）须住院。", "AHF", ""),
    ("输液泵（下称“本机”）适用于成人。", "本机", "pump"),
    ("星图调度平台（以下简称平台）已上线。", "平台", "starmap"),
    ("二甲双胍，也称甲福明，价格低廉。", "甲福明", "metformin"),
]
EN_NAMES: list[tuple[str, str, str]] = [
    ("We enrolled adults with heart failure (HF).", "HF", "hf"),
    ("Ibuprofen (IBU) relieves pain.", "IBU", "ibuprofen"),
    ("Blue Lake Software Inc. (“Blue Lake”) develops it.", "Blue Lake", "bluelake"),
    ("The ventilator (hereafter “the Machine”) was serviced.", "Machine", "ventilator"),
    ("Insulin (short-acting) is given before meals.", "short-acting", ""),
    ("Gout, otherwise known as the disease of kings, is painful.", "disease of kings", "gout"),
    ("COPD, or chronic obstructive pulmonary disease, is common.", "COPD", ""),
    ("Chronic obstructive pulmonary disease (COPD; GOLD stage 2) is common.", "COPD", "copd"),
    ("Acute heart failure (AHF) needs admission.", "AHF", ""),
    ("Warfarin (Coumadin) needs monitoring.", "Coumadin", ""),
    ("Northwind Shipping Limited, abbreviated as NWS, is a carrier.", "NWS", "northwind"),
    ("The State Assets Commission (SAC) owns it.", "SAC", "sasac"),
    ("Asthma (MIM 600807) is heritable.", "MIM 600807", ""),
    ("The Data Security Law (the “DSL”) took effect.", "DSL", "data"),
    ("Aspirin, better known as ASA, thins the blood.", "ASA", "aspirin"),
]
ZH_PRONOUNS: list[tuple[str, str, str, str]] = [
    ("阿司匹林历史悠久。一百多年来，它一直用于止痛。", "它", "Medicine", "aspirin"),
    ("北风航运有限公司总部设在港口。该公司拥有四十艘船。", "该公司", "Company", "northwind"),
    ("蓝湖软件有限公司发布了新版本。该版本修复了漏洞，其界面更简洁。", "其", "Company", ""),
    ("# 胰岛素注射液\n\n## 贮藏\n\n本品应冷藏。", "本品", "Medicine", "insulin"),
    ("陈国栋是总工程师。其论文被广泛引用。", "其", "Person", "chen"),
    ("陈国栋推荐了林晓梅。其论文被广泛引用。", "其", "Person", ""),
    ("血糖仪须每年校准。其误差不得超过5%。", "其", "Device", "meter"),
    ("血糖仪和输液泵须每年校准。其误差不得超过5%。", "其", "Device", ""),
    ("呼吸机停机时，该设备会报警。", "该设备", "Device", "ventilator"),
    ("痛风发作时应停用利尿药。该病与尿酸有关。", "该病", "Disease", "gout"),
    ("世界卫生组织发布指南，其内容涉及哮喘。", "其", "Institute", ""),
    ("恒源电力股份有限公司收购了蓝湖软件有限公司。该公司成立于2001年。", "该公司", "Company", ""),
    ("数据安全法已施行。该法共七章。", "该法", "Statute", ""),
    ("华法林起效慢，其剂量须个体化。", "其", "Medicine", "warfarin"),
    ("患者及其家属应了解哮喘。", "其", "Disease", ""),
]
EN_PRONOUNS: list[tuple[str, str, str, str]] = [
    ("Aspirin has a long history. For a century it has relieved pain.", "it", "Medicine", "aspirin"),
    ("Northwind Shipping Limited is based in Port Ellen. The company owns forty ships.", "The company", "Company", "northwind"),
    ("Blue Lake Software Inc. released a version. It fixed many bugs.", "It", "Company", ""),
    ("# Insulin injection\n\n## Storage\n\nThe medicine must be kept cold.", "The medicine", "Medicine", "insulin"),
    ("The glucose meter must be calibrated. Its error may not exceed 5 percent.", "Its", "Device", "meter"),
    ("The glucose meter and the infusion pump must be calibrated. Its error is small.", "Its", "Device", ""),
    ("Warfarin acts slowly, so its dose is individual.", "its", "Medicine", "warfarin"),
    ("Gout is linked to diet. Doctors treat it with ibuprofen.", "it", "Disease", "gout"),
    ("Hengyuan Power Company acquired Blue Lake Software Inc. in 2020. The company was founded in 2001.", "The company", "Company", ""),
    ("The World Health Organization issued guidance. Its content covers asthma.", "Its", "Institute", ""),
    ("The Starmap Dispatch System is live. It serves two cities.", "It", "System", "starmap"),
    ("Asthma is chronic. It is important that patients rest.", "It", "Disease", ""),
    ("The ventilator alarm rang. It was loud.", "It", "Device", ""),
    ("Insulin lowers glucose. Storage matters: its vial must be cold.", "its", "Medicine", ""),
    ("Paracetamol and ibuprofen relieve pain. Both drugs are cheap.", "Both drugs", "Medicine", "paracetamol ibuprofen"),
]
