"""A name that stands in a clause about something else is only mentioned, where another clause gives another answer."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.grade.one import grade_one


def graded(question: str, gold: str, answer: str) -> Any:
    answers = [{"value": value, "type": "entity", "aliases": []} for value in gold.split("|")]
    return grade_one({"id": "1", "question": question, "answers": answers, "mode": "all"}, answer)["verdict"]


MENTIONED = [
    ("长江流入哪个海？", "东海", "和注入东海的钱塘江不同，长江最后流入黄海。"),
    ("长江流入哪个海？", "东海", "长江流入黄海。钱塘江才在杭州湾注入东海。"),
    ("这部电影的男主角由谁饰演？", "周一围", "男主角由张译饰演，周一围演的是反派。"),
    ("这部电影的男主角由谁饰演？", "周一围", "周一围在片中客串一名警察，男主角由张译饰演。"),
    ("哪些学生需要补交作业？", "李雷", "李雷早就交了。需要补交的是韩梅梅。"),
    ("大会的主席是谁？", "陈明", "大会的主席是林志强，陈明负责会务。"),
    ("大会的主席是谁？", "陈明", "陈明做了开幕致辞。大会主席由林志强担任。"),
    ("澳大利亚的首都是哪座城市？", "堪培拉", "澳大利亚的首都是悉尼，堪培拉只是一座内陆小城。"),
    ("甲状腺滤泡分泌哪种激素？", "甲状腺素", "甲状腺滤泡分泌降钙素。甲状腺素要靠肝脏转化。"),
    ("哪些门店没有达标？", "城东店", "城东店提前达标，没有达标的是城西店。"),
    ("这份合同由哪家公司起草？", "华联公司", "华联公司在合同上盖了章，合同由信达公司起草。"),
    ("Which sea does the Rhine flow into?", "North Sea", "Unlike the Elbe, which ends in the North Sea, the Rhine flows into the Baltic."),
    ("Who painted the ceiling?", "Michelangelo", "The ceiling was painted by Raphael. Michelangelo carved the tomb next door."),
    ("Who painted the ceiling?", "Michelangelo", "It was Raphael who painted it. His teacher had once met Michelangelo in Rome."),
    ("What is the capital of Australia?", "Canberra", "The capital of Australia is Sydney, and Canberra hosts the war memorial."),
    ("What is the capital of Australia?", "Canberra", "Canberra is a planned town inland. The capital of Australia is Sydney."),
    ("Which actor played the detective in the film?", "Ian Holm", "The detective was played by Peter Cushing, and Ian Holm was a porter."),
    ("Where was Mozart born?", "Salzburg", "Mozart was born in Vienna. Years later he quarrelled with the archbishop of Salzburg."),
    ("Who chaired the meeting?", "Ada Abbott", "Paul Becker chaired the meeting. Ada Abbott took the minutes."),
    ("Which company built the bridge?", "Dorman Long", "The bridge was built by Cleveland Works; Dorman Long only supplied paint."),
    ("意大利的金融中心是哪座城市？", "米兰", "如果问的是时装周在哪里办，答案是米兰；至于金融中心，是罗马。"),
    ("这套系统的缓存组件是什么？", "Redis", "不少教程说是 Redis，这套系统的缓存组件是 Memcached。"),
    ("血压升高还是降低？", "降低", "出汗降低了体温，血容量增加，所以选升高。"),
    ("In which state of matter is the wax at 20 °C?", "liquid", "Wax is a liquid only if it is heated. At 20 °C it is a gas."),
    ("What is the largest lake in the country?", "Lake Ara", "If you mean the deepest one, it is Lake Ara. The largest lake is Lake Bel."),
    ("Which of the four books is not a novel?", "Dune", "The novels are Emma, Ulysses and Dune. The one that is not a novel is Walden."),
    ("What is the running time of a lookup?", "O(1)", "It takes O(n). Happy to explain when it can be O(1)!"),
    ("公司的法定代表人是谁？", "王建国", "公司的法定代表人是李伟，与总经理王建国共事多年。"),
    ("地球上面积最小的大洲是哪个？", "大洋洲", "面积最小的大洲是欧洲，大洋洲的岛屿最多。"),
    ("中国的首都是哪里？", "北京", "如果是明朝中后期，首都在北京；现在中国的首都是南京。"),
    ("Who wrote Hamlet?", "William Shakespeare", "Hamlet was written by Christopher Marlowe, a rival of William Shakespeare."),
    ("Which gas do plants absorb?", "carbon dioxide", "Plants absorb nitrogen. Carbon dioxide is what they give off."),
    ("Who directed the film?", "Jane Campion", "Peter Weir directed the film; the script is by Jane Campion."),
    ("谁签署了这份协议？", "张三", "李四代表公司签署了协议。张三当天也在场，但没有签署协议。"),
    ("光合作用在哪个细胞器中进行？", "叶绿体", "光合作用在线粒体中进行，叶绿体负责储存淀粉。"),
    ("《出师表》是写给谁的？", "刘禅", "《出师表》是写给刘备的。刘禅是刘备的儿子。"),
    ("TCP 的默认拥塞控制算法在 Linux 中是什么？", "CUBIC", "默认算法是 BBR。CUBIC 是 Windows 用的。"),
    ("谁是这起事故的直接责任人？", "孙强", "直接责任人是周伟。孙强事发时不在岗。"),
    ("这支乐队的第二张专辑叫什么？", "夜行", "《晨光》吧，《夜行》是第一张来着。"),
    ("Which country won the 2018 World Cup?", "France", "Croatia won the 2018 World Cup. France lost in the final."),
    ("What is the currency of Japan?", "yen", "The currency of Japan is the won. The yen was used there until 1945."),
    ("Who played Batman?", "Christian Bale", "Batman was played by Ben Affleck. Christian Bale played a magician that year."),
    ("Who signed the letter?", "Zadie Smith", "Ian McEwan signed the letter. Zadie Smith was asked, but chose not to sign."),
]
ANSWERED = [
    ("长江流入哪个海？", "东海", "长江发源于青海，流经十一个省区，最后在上海注入东海。"),
    ("长江流入哪个海？", "东海", "东海。黄河流入的则是渤海。"),
    ("这部电影的男主角由谁饰演？", "周一围", "男主角由周一围饰演，张译演的是反派。"),
    ("这部电影的男主角由谁饰演？", "周一围", "周一围。女主角由章子怡饰演。"),
    ("大会的主席是谁？", "陈明", "陈明担任了大会主席。副主席由林志强担任。"),
    ("澳大利亚的首都是哪座城市？", "堪培拉", "很多人以为澳大利亚的首都是悉尼，其实是堪培拉。"),
    ("澳大利亚的首都是哪座城市？", "堪培拉", "堪培拉是澳大利亚的首都，最大的城市是悉尼。"),
    ("澳大利亚的首都是哪座城市？", "堪培拉", "澳大利亚最大的城市是悉尼。首都则设在堪培拉。"),
    ("哪些学生需要补交作业？", "李雷", "韩梅梅已经交了，李雷还没有交，需要补交。"),
    ("意大利的金融中心是哪座城市？", "米兰", "如果问首都，那是罗马；金融中心则是米兰。"),
    ("What is the running time of a lookup?", "O(1)", "If you hash the key, it is O(1). Let me know if you want to see the O(n) case."),
    ("What is the largest lake in the country?", "Lake Ara", "If you count by area, it is Lake Ara. The deepest lake is Lake Bel."),
    ("《红楼梦》的作者是谁？", "曹雪芹", "《红楼梦》前八十回出自曹雪芹之手，后四十回一般认为由高鹗续写。"),
    ("世界上最长的河流是哪条？", "尼罗河", "尼罗河全长约6650公里，是世界上最长的河流。"),
    ("Who discovered penicillin?", "Alexander Fleming", "Penicillin was developed into a drug by Florey. Alexander Fleming noticed it."),
    ("Who was the first man on the Moon?", "Neil Armstrong", "Gagarin was the first man in space, on the Moon it was Neil Armstrong."),
    ("谁签署了这份协议？", "张三|李四", "张三和李四签署了协议，王五也到场，但没有签署。"),
    ("这首曲子的作曲者是谁？", "冼星海", "词由光未然所写，作曲者是冼星海，首演指挥是邬析零。"),
    ("光合作用在哪个细胞器中进行？", "叶绿体", "线粒体是呼吸作用的场所，叶绿体才是光合作用进行的地方。"),
    ("股东会由谁召集？", "董事会", "股东会会议由董事会召集，董事长主持；董事会不能履行职责时由监事会召集。"),
    ("Which country won the 2018 World Cup?", "France", "Croatia reached its first final. France beat them 4-2 in Moscow."),
    ("Who succeeded Elizabeth I?", "James I", "Elizabeth died childless. James VI of Scotland came to the throne as James I."),
    ("Who founded the company?", "Ann Lee", "The company was bought by Tom Ray in 1999. Ann Lee had set it up before."),
    ("What is the currency of Japan?", "yen", "Korea uses the won. In Japan people pay in yen."),
    ("According to “Interactions: notes”, what interacts with X?", "metformin", "According to “Interactions: notes”, metformin does."),
    ("Which sea does the Rhine flow into?", "North Sea", "Unlike the Danube, which flows into the Black Sea, it ends in the North Sea."),
    ("Who painted the ceiling?", "Michelangelo", "Michelangelo. The walls of the chapel were painted by Botticelli."),
    ("Who painted the ceiling?", "Michelangelo", "The ceiling was commissioned by Julius II. Michelangelo worked on it for years."),
    ("What is the capital of Australia?", "Canberra", "Many think that the capital is Sydney, but Canberra was chosen in 1908."),
    ("What is the capital of Australia?", "Canberra", "Sydney is the largest city. The seat of government, however, is Canberra."),
    ("Who chaired the meeting?", "Ada Abbott", "Ada Abbott did. Paul Becker chaired the one before."),
    ("Which company built the bridge?", "Dorman Long", "The bridge was designed by John Bradfield. Dorman Long put it up in 1932."),
    ("Who was the man behind the band?", "David Seville", "The man behind the band was Ross Bagdasarian, under the name David Seville."),
]  # fmt: skip


def test_a_value_of_another_thing_is_not_the_one_that_is_asked_for() -> None:
    speed = {"id": "1", "question": "地球的第二宇宙速度约为多少km/s？", "answers": [{"value": "11.2", "type": "number", "unit": "km/s"}]}
    assert grade_one(speed, "它是第一宇宙速度（7.9 km/s）的√2倍，即约11.2 km/s；还有16.7 km/s的第三宇宙速度。")["verdict"] == "correct"
    dose = {"id": "1", "question": "成人的常用剂量是多少IU？", "answers": [{"value": "250", "type": "number", "unit": "IU"}]}
    assert grade_one(dose, "剂量要分人群：若是儿童，用250 IU；成人则应用1000 IU。")["verdict"] == "incorrect"
    assert grade_one(dose, "若是儿童，用100 IU；成人则应用250 IU。")["verdict"] == "correct"


@pytest.mark.parametrize(("question", "gold", "answer"), MENTIONED)
def test_a_name_in_a_clause_about_something_else_is_only_mentioned(question: str, gold: str, answer: str) -> None:
    assert graded(question, gold, answer) == "incorrect"


@pytest.mark.parametrize(("question", "gold", "answer"), ANSWERED)
def test_an_answer_that_also_speaks_of_something_else_stays_right(question: str, gold: str, answer: str) -> None:
    assert graded(question, gold, answer) == "correct"
