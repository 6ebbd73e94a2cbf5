from graph.errors import UnreadableDocument
from ingest.report import Report


def test_accepted_and_rejected_are_all_that_was_read() -> None:
    report = Report(new=2, changed=1, unchanged=3)
    report.rejects.append(UnreadableDocument("a.txt", "the file is empty", "remove it"))
    assert report.as_json()["read"] == 7
    lines = "\n".join(report.lines())
    assert (
        "read 7 documents = 6 accepted (2 new, 1 changed, 3 unchanged, 0 read again by new rules) + 1 rejected"
        in lines
    )
    assert "rejected a.txt: the file is empty; remove it" in lines
