from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from course_utils.cli import server
from course_utils.cli.errors import CourseError


def test_a_busy_port_is_named_together_with_the_option_that_helps(tmp_path: Path) -> None:
    with server.make_server(tmp_path, 0) as first:
        with pytest.raises(CourseError) as error:
            server.make_server(tmp_path, first.server_port)
        assert f"Port {first.server_port} is busy" in error.value.sentence
        assert "--port" in error.value.sentence


def test_without_a_port_the_next_free_one_is_taken_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.make_server(tmp_path, 0) as first:
        monkeypatch.setattr(server, "_FIRST_PORT", first.server_port)
        with server.make_server(tmp_path) as second:
            assert second.server_port > first.server_port
            said = capsys.readouterr().out
            assert f"Port {first.server_port} is busy" in said
            assert str(second.server_port) in said


def test_pages_are_served_to_this_machine_only_and_never_from_a_stale_cache(
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").write_text("<p>warm</p>")
    with (
        server.serving(tmp_path) as address,
        urllib.request.urlopen(f"{address}index.html") as page,
    ):
        assert address.startswith("http://127.0.0.1:")
        assert page.read() == b"<p>warm</p>"
        assert page.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.js", "text/javascript"), ("a.mjs", "text/javascript"), ("a.woff2", "font/woff2")],
)
def test_scripts_and_fonts_have_the_type_that_browsers_insist_on(
    name: str, kind: str, tmp_path: Path
) -> None:
    (tmp_path / name).touch()
    with (
        server.serving(tmp_path) as address,
        urllib.request.urlopen(f"{address}{name}") as file,
    ):
        assert file.headers.get_content_type() == kind
