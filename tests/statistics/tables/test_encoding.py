import pytest

from sz_assess.statistics.tables.encoding import NoText, to_utf8

TEXT = "单位,数值\n曾都区,1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_accepted_encoding_gives_the_same_text(encoding: str) -> None:
    assert to_utf8(TEXT.encode(encoding)) == TEXT.encode()


def test_characters_that_gb18030_writes_in_four_bytes_are_read() -> None:
    rare = "㼆𠮷\n"
    assert max(len(sign.encode("gb18030")) for sign in rare) == 4
    assert to_utf8(rare.encode("gb18030")) == rare.encode()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_all_systems(end: str) -> None:
    assert to_utf8(TEXT.replace("\n", end).encode()) == TEXT.encode()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a\nb\n\xff\n", 3),
        ("单位\n".encode("gb18030") + b"\xff\xff", 2),
        ("单位\n\n".encode() + b"\xe5\x8d", 3),
        (b"\xef\xbb\xbfa\n" + "单位".encode("gb18030"), 2),
        (b"a\nb\0c\n", 2),
    ],
    ids=["no encoding at all", "gb18030 up to line 2", "utf-8 cut short", "marked as utf-8 but is not", "binary"],
)
def test_what_is_no_text_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(NoText) as caught:
        to_utf8(data)
    assert caught.value.line == line


def test_utf_16_is_named() -> None:
    with pytest.raises(NoText, match="UTF-16"):
        to_utf8(TEXT.encode("utf-16"))
