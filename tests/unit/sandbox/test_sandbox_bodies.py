import pytest

from sandbox.bot_api.multipart import Upload, read_multipart, read_urlencoded
from sandbox.bot_api.params import Params
from sandbox.errors import BotApiError, SimError
from sandbox.sim_api.bodies import Body

CRLF = "\r\n"


def multipart(*parts: bytes) -> bytes:
    return b"".join(b"--sep\r\n" + part + b"\r\n" for part in parts) + b"--sep--\r\n"


def test_urlencoded_keeps_empty_values_and_letters():
    assert read_urlencoded(b"text=%C3%B8+y&empty=") == {"text": "ø y", "empty": ""}


def test_multipart_keeps_bytes_as_they_are():
    data = b"\x00\r\n--se\r\n\xff"
    head = b'Content-Disposition: form-data; name="photo"; filename="a.png"\r\n'
    form = read_multipart(
        multipart(
            b'Content-Disposition: form-data; name="chat_id"\r\n\r\n7',
            head + b"Content-Type: image/png\r\n\r\n" + data,
        ),
        "multipart/form-data; boundary=sep",
    )
    assert form == {"chat_id": "7", "photo": Upload("a.png", "image/png", data)}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"x", "multipart/form-data"), (multipart(b"\r\nx"), "multipart/form-data; boundary=sep")],
)
def test_multipart_that_cannot_be_read_is_refused(body, content_type):
    with pytest.raises(BotApiError):
        read_multipart(body, content_type)


def test_upload_is_found_under_its_own_name_or_attached():
    upload = Upload("a", "image/png", b"x")
    assert Params({"photo": upload}).upload("photo") is upload
    assert Params({"photo": "attach://f", "f": upload}).upload("photo") is upload
    assert Params({"photo": "sandbox-file-1"}).upload("photo") is None


@pytest.mark.parametrize(("raw", "number"), [("7", 7), (7, 7), ("x", 0), (None, 0), ("9" * 30, 0)])
def test_numbers_are_read_or_taken_as_missing(raw, number):
    assert Params({"n": raw}).integer("n") == number


@pytest.mark.parametrize(
    ("raw", "flag"), [("True", True), ("true", True), (True, True), ("0", False)]
)
def test_flags_are_read_as_forms_and_json_write_them(raw, flag):
    assert Params({"f": raw}).flag("f") is flag


@pytest.mark.parametrize(
    ("values", "reader", "name"),
    [
        ({"text": 3}, "text", "text"),
        ({"n": True}, "integer", "n"),
        ({"n": "3"}, "integer", "n"),
        ({"f": 1}, "flag", "f"),
        ({"n": "x"}, "number", "n"),
        ({"name": "  "}, "required_text", "name"),
    ],
)
def test_wrong_kinds_from_scripts_are_named(values, reader, name):
    with pytest.raises(SimError, match=f'"{name}"'):
        getattr(Body(values), reader)(name)
