"""Open-domain gold lists: an answer may tell a listed text in words of its own, and nothing else."""

from __future__ import annotations

import pytest

from kgcorpus.grade.one import grade_one


def verdict(gold: list[str], answer: str, question: str = "Which is it?") -> str:
    answers = [{"value": value, "type": "entity"} for value in gold]
    return str(grade_one({"id": "1", "question": question, "answers": answers, "mode": "any"}, answer)["verdict"])


@pytest.mark.parametrize(
    ("gold", "answer", "question"),
    [
        (["Portugal"], "She is of Portuguese nationality.", "What nationality is the fadista Amália?"),
        (["Colombia"], "He is Colombian.", "What nationality is the striker?"),
        (["The Republic of Dahomey"], "Dahomey", "What was Benin called before 1975?"),
        (["Seabiscuit, who won eleven of his fifteen races in 1937"], "The horse was Seabiscuit.", "Which horse was it?"),
        (["LEWIS CARROLL or CHARLES DODGSON"], "It was Charles Dodgson.", "Who took the photograph?"),
        (["Cyclops & Polyphemus"], "Polyphemus, a Cyclops.", "Who was blinded?"),
        (["red, white and blue"], "Blue, white, and red", "Which three colours has the Dutch flag?"),
        (["candle maker"], "He worked as a candlemaker.", "What was his trade?"),
        (["Dvok"], "Antonín Dvořák", "Who wrote Rusalka?"),
        (["HANSCHRISTIANANDERSEN"], "Hans Christian Andersen wrote it.", "Who wrote The Snow Queen?"),
        (["sapphire"], "It is a large blue sapphire.", "Which gem is in the ring?"),
        (["steel"], "Steel", "Which metal is it, steel or wood?"),
        (["He was struck by lightning on the golf course"], "He was struck by lightning while on a course for golf.", "How did he die?"),
        (["A feather, with which he signed"], "A feather", "What did he hold?"),
        (["…for a rich man to enter heaven. The words are those of Jesus"], "for a rich man to enter heaven", "Easier than what?"),
        (["Zen and the Art of Motorcycle Maintenance by Robert M. Pirsig"], "Zen and the Art of Motorcycle Maintenance", "Which book?"),
        (["King Henry VIII"], "Henry the Eighth", "Which king was it?"),
        (["13,171 mi"], "It is approximately 13,171 miles long.", "How long is the wall?"),
        (["23", "23 episodes"], "Twenty-three", "How many episodes has it?"),
        (["23 episodes"], "Twenty-three", "How many episodes has it?"),
        (["Lithium", "other lithium minerals"], "The main mineral is lithium.", "What is the main mineral in lithium batteries?"),
        (["SUV"], "A G Wagon is a luxury SUV made by Mercedes-Benz.", "What type of car is a G wagon?"),
        (["India"], "They came from Northern India.", "In what country did they originate?"),
        (["Wilhelm Röntgen, who discovered X-rays"], "W. Röntgen", "Who discovered them?"),
        (["Wilhelm Conrad Röntgen, of Germany"], "Wilhelm C. Röntgen, a physicist", "Who got the prize?"),
        (["德国"], "德国人", "他是哪个国家的人？"),
        (["项羽", "西楚霸王项羽"], "楚霸王项羽", "说的是哪位人物？"),
        (["湖人"], "湖人队", "他效力于哪支球队？"),
        (["德国"], "他是**德国**著名作曲家。", "他是哪个国家的人？"),
        (["北京市"], "北京", "中国的首都是哪里？"),
        (["广西壮族自治区"], "桂林在广西。", "桂林在哪个省级行政区？"),
        (["阿尔伯特·爱因斯坦"], "是爱因斯坦提出的。", "相对论是谁提出的？"),
        (["清朝"], "清代", "《红楼梦》成书于哪个朝代？"),
        (["秦始皇，统一六国后称皇帝"], "第一个皇帝是秦始皇。", "谁第一个称皇帝？"),
        (["£50m"], "It sold for £50 million in 2007.", "How much did it sell for?"),
        (["1949年10月1日"], "成立于一九四九年十月一日。", "何时成立？"),
        (["8848.86米"], "海拔8848.86米", "珠穆朗玛峰有多高？"),
        (["李耳或老子"], "老子", "《道德经》的作者是谁？"),
    ],
)
def test_told_in_other_words(gold: list[str], answer: str, question: str) -> None:
    assert verdict(gold, answer, question) == "correct"


@pytest.mark.parametrize(
    ("gold", "answer", "question"),
    [
        (["Nigeria"], "Niger", "Which country is it?"),
        (["Austria"], "It is Australian.", "What nationality is she?"),
        (["George Washington"], "George", "Who was the first president?"),
        (["red, white and blue"], "Red and blue", "Which three colours has the Dutch flag?"),
        (["Toy Story"], "Toy Story 2", "Which film is it?"),
        (["Elizabeth"], "Elizabeth II", "Which queen was it?"),
        (["York"], "New York", "In which city was the treaty signed?"),
        (["President of the Senate"], "the vice president of the senate", "Who presides?"),
        (["War of 1812"], "the war of 1815", "Which war was it?"),
        (["Mark Twain"], "Bret Harte, not Mark Twain.", "Who wrote it?"),
        (["Twain, Mark"], "It was Bret Harte, not Mark Twain.", "Who wrote it?"),
        (["Ecology Party", "British Green Party"], "The British Green Party was the Blue Party.", "What was the British Green Party?"),
        (["Dr. No"], "Dr. Strangelove", "Which film is it?"),
        (["St. Louis"], "St. Paul", "Which city is it?"),
        (["Ft. Worth"], "Ft. Lauderdale", "Which city is it?"),
        (["Awesome Mix Vol. 2"], "Awesome Mix Vol. 1", "Which album is it?"),
        (["Kill Bill: Vol. 1"], "Kill Bill: Vol. 2", "Which film is it?"),
        (["Star Wars: A New Hope"], "Star Wars: The Force Awakens", "Which film is it?"),
        (["BBC - Two"], "BBC - One", "Which channel is it?"),
        (["Gone with the Wind"], "Gone Girl", "Which film is it?"),
        (["Death in Paradise"], "Death in Venice", "Which series is it?"),
        (["Doctor Who"], "Doctor Strange", "Which series is it?"),
        (["SUV"], "SUV-9", "Which car is it?"),
        (["Sudan"], "South Sudan", "Which country is it?"),
        (["Virginia"], "West Virginia", "In which state is it?"),
        (["23 episodes"], "Twenty-two", "How many episodes has it?"),
        (["Lithium", "other lithium minerals"], "Many minerals are in lithium batteries.", "What mineral is in lithium batteries?"),
        (["mid-size luxury SUV", "mid-size luxury crossover"], "It is a mid-size luxury sedan.", "What kind of car is it?"),
        (["湖人"], "湖人机场", "他效力于哪支球队？"),
        (["项羽", "西楚霸王项羽"], "西楚霸王的女儿项羽红", "说的是哪位人物？"),
        (["牛奶"], "水牛奶", "喝什么？"),
        (["糖尿病"], "糖尿病足", "什么病？"),
        (["£50m"], "It sold for £15 million in 2007.", "How much did it sell for?"),
        (["1949年10月1日"], "成立于一九四九年十月十一日。", "何时成立？"),
        (["8848.86米"], "海拔8844.43米", "珠穆朗玛峰有多高？"),
        (["河北省"], "河北街", "哪个省？"),
        (["李耳和孔丘"], "李耳", "哪两位？"),
        (["阿尔伯特·爱因斯坦"], "爱因斯坦大学", "哪个机构以他命名？"),
        (["The gold watch that his father had left him"], "A silver ring that his father had bought.", "What did he lose?"),
    ],
)  # fmt: skip
def test_another_thing_is_not_told(gold: list[str], answer: str, question: str) -> None:
    assert verdict(gold, answer, question) != "correct"
