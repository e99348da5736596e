"""Names inside sentences as models write them, Chinese and English; first graded unseen."""

from __future__ import annotations

EN = """
# in sentences
Who wrote Pride and Prejudice? | Jane Austen | ~The author of Pride and Prejudice is Jane Austen, who was born in 1775.; ~Pride and Prejudice was written by Austen.; ~The novel was written by the English novelist Jane Austen. | ~Pride and Prejudice was written by Charlotte Brontë.; ~The author is Jane Eyre.; ~It was written by Austen Chamberlain.
Who discovered radium? | Marie Curie | ~Marie Curie discovered it in 1898.; ~It was Madame Curie. | ~It was discovered by Pierre Curie.; ~Irène Curie.; ~Marie Antoinette discovered it.
Who painted Guernica? | Pablo Picasso | ~Guernica was painted by Pablo Picasso in 1937.; ~The painter was Picasso.; ~Pablo Ruiz Picasso is known simply as Pablo Picasso. | ~Guernica was painted by Paloma Picasso.; ~The painter was Pablo Neruda.; ~It was painted by Claude Picasso.
Who developed the theory of evolution by natural selection? | Charles Darwin | ~The theory was developed by Charles Darwin (1809–1882).; ~Darwin's theory appeared in 1859.; ~The naturalist Charles R. Darwin developed it. | ~It was Erasmus Darwin.; ~Charles Lyell did.; ~Francis Darwin developed it.
Who was the first person on the moon? | Neil Armstrong | ~The first person on the moon was Neil A. Armstrong.; ~Commander Neil Armstrong stepped out first.; ~That was Armstrong. | ~It was Louis Armstrong.; ~Neil Young was the first.; ~Lance Armstrong.
Which company did Bill Gates found? | Microsoft Corporation | ~Bill Gates founded Microsoft.; ~He founded Microsoft Corp. in 1975.; ~The company is Microsoft Corporation. | ~He founded Micron Technology.; ~He founded Microstrategy.; ~Apple Corporation.
Which drug is used for malaria and comes from sweet wormwood? | artemisinin | ~The drug is artemisinin.; ~Artemisinin is used.; ~Artemisinins are used. | ~The drug is artesunate.; ~Dihydroartemisinin is used.; ~The drug is quinine.
Which article guarantees a fair trial? | Article 6 | ~A fair trial is guaranteed by Article 6 of the Convention.; ~Under Art. 6 there is a right to a fair trial.; ~It is article 6. | ~It is Article 16.; ~A fair trial is guaranteed by Article 5.; ~Article 60 guarantees it.
Which element has the symbol Au? | gold | ~The symbol Au stands for gold.; ~Au is the symbol of gold.; ~Gold. | ~The symbol stands for silver.; ~Marigold.; ~Goldfish.
Which river flows through Baghdad? | Tigris | ~Baghdad lies on the Tigris.; ~The Tigris River flows through it.; ~It is the River Tigris. | ~The Euphrates flows through it.; ~It is the Tiger River.; ~The Tiber.
"""
ZH = """
# 句中
《骆驼祥子》的作者是谁？ | 老舍 | ~《骆驼祥子》的作者是老舍，他生于1899年。; ~这部小说由老舍创作。; ~作者为著名作家老舍先生。 | ~作者是茅盾。; ~由老向创作。; ~作者是舒乙。
相对论由谁提出？ | 阿尔伯特·爱因斯坦 | ~相对论由物理学家爱因斯坦提出。; ~提出相对论的是阿尔伯特·爱因斯坦（1879—1955）。; ~是著名物理学家阿尔伯特·爱因斯坦。 | ~相对论由牛顿提出。; ~提出者是汉斯·阿尔伯特·爱因斯坦。; ~是阿尔弗雷德·诺贝尔。
青蒿素的发现者是谁？ | 屠呦呦 | ~青蒿素由屠呦呦发现。; ~屠呦呦于1971年发现了青蒿素。; ~答案：屠呦呦 | ~由屠格涅夫发现。; ~发现者是陈竺。; ~屠守锷发现了青蒿素。
哪部法律规定了劳动合同？ | 劳动合同法 | ~由《劳动合同法》规定。; ~《中华人民共和国劳动合同法》; ~劳动合同由劳动合同法规定。 | ~由《劳动法》规定。; ~《劳动合同法实施条例》; ~由《劳动争议调解仲裁法》规定。
哪种激素降低血糖？ | 胰岛素 | ~降低血糖的激素是胰岛素。; ~胰岛素能降低血糖。; ~胰岛素由胰岛β细胞分泌，可以降低血糖。 | ~是胰高血糖素。; ~是胰岛素样生长因子。; ~降低血糖的激素是糖皮质激素。
我国的首都在哪里？ | 北京 | ~我国的首都是北京。; ~首都位于北京市。; ~中国首都在北京，是一座历史名城。 | ~首都是南京。; ~首都在北平路。; ~首都是东京。
哪家公司生产iPhone？ | 苹果公司 | ~iPhone由苹果公司生产。; ~苹果公司生产iPhone手机。; ~是美国的苹果公司。 | ~由谷歌公司生产。; ~由三星公司生产。; ~由青苹果公司生产。
试用期最长的规定见第几条？ | 第十九条 | ~见《劳动合同法》第十九条。; ~规定在第19条中。; ~依据第十九条的规定。 | ~见第二十条。; ~规定在第29条中。; ~依据第十九条之一。
哪个省的省会是合肥？ | 安徽省 | ~合肥是安徽省的省会。; ~合肥是安徽的省会。; ~是安徽省。 | ~合肥是江苏省的省会。; ~是安徽大学。; ~是安庆市。
莎士比亚四大悲剧中写丹麦王子的是哪部？ | 哈姆雷特 | ~写丹麦王子的是《哈姆雷特》。; ~《哈姆雷特》写的是丹麦王子。; ~是悲剧《哈姆雷特》。 | ~是《李尔王》。; ~是《哈姆奈特》。; ~是《麦克白》。
"""
