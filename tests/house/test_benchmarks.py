"""What the benchmarks say is written down truly, and a ratio that has become worse is told."""

import xml.etree.ElementTree as ET
from itertools import pairwise

from tests.benchmarks import _curves, _document, _ratios
from tests.benchmarks._figures import PLACE, Curve, Figure, Remark, in_figures, read, tell

FLOOR = Figure("part", "the least", 10.0, "µs", is_ours=False)
OURS = Figure("part", "ours", 30.0, "µs", "the least", 3.0, most=4.0)
PEER = Figure("part", "a peer", 90.0, "µs", "the least", 9.0, is_ours=False)


def grown(times):
    return Figure("part", "ours", 30.0 * times, "µs", "the least", 3.0 * times, most=4.0)


def test_a_ratio_that_has_become_worse_is_told_by_name():
    kept = _ratios.of([OURS])
    [line] = _ratios.worse([grown(1.6)], kept)
    assert line.startswith("part: ours, to the least: 4.80 instead of 3.00")


def test_a_ratio_within_the_tolerance_or_better_is_not():
    kept = _ratios.of([OURS])
    assert _ratios.worse([grown(1.49)], kept) == _ratios.worse([grown(0.1)], kept) == []


def test_seconds_are_never_compared():
    slower_machine = Figure("part", "ours", 3_000.0, "µs", "the least", 3.0)
    assert _ratios.worse([slower_machine], _ratios.of([OURS])) == []


def test_a_promise_that_is_broken_is_told_whatever_was_kept():
    assert _ratios.broken([OURS]) == []
    [line] = _ratios.broken([grown(1.4)])
    assert "no more than 4.0 was promised" in line


def test_peers_and_floors_are_not_held():
    assert _ratios.of([FLOOR, PEER]) == {}
    assert list(_ratios.of([FLOOR, OURS, PEER])) == ["part: ours, to the least"]


def test_what_could_not_be_measured_is_named():
    assert _ratios.missing([], _ratios.of([OURS])) == ["part: ours, to the least"]


def test_kept_ratios_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "ratios.json"
    assert _ratios.read(path) == {}
    _ratios.write([FLOOR, OURS], path)
    assert _ratios.read(path) == _ratios.of([OURS])


def test_figures_travel_from_process_to_process(tmp_path, monkeypatch, capsys):
    path = tmp_path / "figures"
    monkeypatch.setenv(PLACE, str(path))
    told = [FLOOR, OURS, Curve("picture", "ours", "µs", [[53, 30.0]]), Remark("part", "A peer is missing.")]
    tell(*told)
    assert read(path) == told
    assert "3.00 × the least" in capsys.readouterr().out


def test_the_document_holds_every_figure_and_every_remark(tmp_path):
    curves = [Curve("search-peers", "ours <quick>", "µs", [(53, 30.0), (10_000, 31.0), (1_000_000, 33.0)])]
    told = [FLOOR, OURS, PEER, *curves, Remark("part", "There is no redis-server here.")]
    _document.write(told, 90.0, tmp_path)
    written = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "| ours | 30.0 µs | 3.00 × | the least (promised: at most 4) |" in written
    assert "| a peer | 90.0 µs | 9.00 × | the least |" in written
    assert "There is no redis-server here." in written
    assert "Python 3." in written
    assert "PROMISE" not in written
    assert "benchmarks/search-peers.svg" in written
    assert (tmp_path / "benchmarks" / "search-peers.svg").exists()


def test_the_document_tells_of_a_promise_that_is_not_kept(tmp_path):
    _document.write([grown(2)], 90.0, tmp_path)
    assert "PROMISE NOT KEPT: part: ours" in (tmp_path / "benchmarks.md").read_text(encoding="utf-8")


def test_a_curve_says_its_numbers_in_words_and_tells_lines_apart_without_colour():
    names = ["ours <quick>", "a peer", "another"]
    curves = [
        Curve("picture", name, "µs", [(53, 30.0), (1_000_000, 33.0 + n)]) for n, name in enumerate(names)
    ]
    picture = ET.fromstring(_curves.drawn("Growth", curves))
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert "ours <quick>: 30.0 µs at 53, 33.0 µs at 1,000,000." in picture.findtext("svg:desc", "", space)
    lines = [line for line in picture.findall("svg:path", space) if line.get("stroke") == "black"]
    assert len({line.get("stroke-dasharray") for line in lines}) == len(names)
    words = {one.text: float(one.get("y")) for one in picture.findall("svg:text", space)}
    heights = sorted(words[name] for name in names)
    assert all(below - above >= 12 for above, below in pairwise(heights))


def test_numbers_are_told_with_the_figures_that_mean_something():
    assert [in_figures(value) for value in (123_456.7, 12.345, 1.2345, 0.0123456)] == [
        "123,457", "12.3", "1.23", "0.0123",
    ]  # fmt: skip
