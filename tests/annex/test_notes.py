"""Notes: lettered in reading order, one note for one text, a mark at every place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.annex.printing import marks, number_notes
from reporter.annex.tables import Backlink

if TYPE_CHECKING:
    from reporter.annex.printing import Remark


def remark(anchor: str, text: str, *, kind: str = "begrip", detail: str = "") -> Remark:
    return kind, text, Backlink(anchor=anchor, text=f"naar {anchor}", detail=detail)


def test_letters_follow_the_order_in_which_is_remarked() -> None:
    remarks = [remark("kop", "eerste"), remark("rij-2", "tweede"), remark("cel-2", "laatste")]

    notes = number_notes("tabel-1", remarks)

    assert [(note.mark, note.text) for note in notes] == [
        ("a", "eerste"),
        ("b", "tweede"),
        ("c", "laatste"),
    ]


def test_a_note_is_anchored_by_its_table_and_letter() -> None:
    notes = number_notes("tabel-3", [remark("kop", "een"), remark("cel-1", "twee")])

    assert [note.anchor for note in notes] == ["tabel-3-noot-a", "tabel-3-noot-b"]


def test_remarks_with_the_same_text_are_one_note_with_several_places() -> None:
    remarks = [
        remark("cel-1", "zelfde", kind="afronding", detail="som: 3"),
        remark("rij-2", "anders"),
        remark("cel-2", "zelfde", kind="afronding", detail="som: 4"),
    ]

    same, other = number_notes("tabel-1", remarks)

    assert (same.mark, same.kind, same.text) == ("a", "afronding", "zelfde")
    assert same.backlinks == (
        Backlink(anchor="cel-1", text="naar cel-1", detail="som: 3"),
        Backlink(anchor="cel-2", text="naar cel-2", detail="som: 4"),
    )
    assert (other.mark, other.text) == ("b", "anders")


def test_two_remarks_at_one_place_keep_their_order() -> None:
    remarks = [remark("cel-1", "eerst"), remark("cel-1", "dan")]

    assert [note.text for note in number_notes("tabel-1", remarks)] == ["eerst", "dan"]


def test_a_place_carries_the_marks_of_all_its_notes() -> None:
    remarks = [remark("cel-1", "een"), remark("cel-1", "twee"), remark("cel-2", "twee")]
    notes = number_notes("tabel-1", remarks)

    assert [note.mark for note in marks(notes, "cel-1")] == ["a", "b"]
    assert [note.mark for note in marks(notes, "cel-2")] == ["b"]
    assert marks(notes, "kop") == ()


def test_a_place_remarked_on_twice_carries_one_mark() -> None:
    remarks = [
        remark("cel-1", "zelfde", detail="in de kolom"),
        remark("cel-1", "zelfde", detail="in de rij"),
    ]
    (note,) = number_notes("tabel-1", remarks)

    assert [link.detail for link in note.backlinks] == ["in de kolom", "in de rij"]
    assert marks([note], "cel-1") == (note,)


def test_without_remarks_there_are_no_notes() -> None:
    assert number_notes("tabel-1", []) == ()


def test_after_z_come_two_letters() -> None:
    anchors = [f"cel-{number}" for number in range(28)]
    remarks = [remark(anchor, f"noot {anchor}") for anchor in anchors]

    notes = number_notes("tabel-1", remarks)

    assert [note.mark for note in notes][25:] == ["z", "aa", "ab"]
