"""A job that runs on a thread of its own asks nothing of the object that began it: that object is Qt's.

PySide keeps the class that anybody looked up last in two variables, which the window reads without Python's lock while
it paints. An attribute of a widget or a model that is asked for on another thread is enough for a crash.
"""

import ast
from collections.abc import Iterator

from tests.house.tree import inside, parsed, python_files

STARTS = {"run", "run_network", "run_file", "run_waiting"}
OWNER_AND_JOB = 2


def jobs(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what is handed over as a job within a function: a lambda, or a function that is written there."""
    written = {one.name: one for one in ast.walk(function) if isinstance(one, ast.FunctionDef) and one is not function}
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in STARTS:
            for job in call.args[1:OWNER_AND_JOB]:
                if isinstance(job, ast.Lambda):
                    yield job
                elif isinstance(job, ast.Name) and job.id in written:
                    yield written[job.id]
                elif isinstance(job, ast.Attribute) and ast.unparse(job.value) == "self":
                    yield job


def asking(source: ast.AST) -> list[int]:
    """Return the lines of the jobs that name the object that began them."""
    return sorted(
        job.lineno
        for function in ast.walk(source)
        if isinstance(function, ast.FunctionDef)
        for job in jobs(function)
        if isinstance(job, ast.expr | ast.FunctionDef)
        and any(isinstance(part, ast.Name) and part.id == "self" for part in ast.walk(job))
    )


def is_qt(one: ast.ClassDef) -> bool:
    """Say whether a class is plainly one of Qt's: by what it is made of, or because it has signals."""
    signals = [
        part for part in one.body if isinstance(part, ast.Assign) and ast.unparse(part.value).startswith("Signal(")
    ]
    return bool(signals) or any(ast.unparse(kind).startswith("Q") for kind in one.bases)


def locked(source: ast.AST) -> list[int]:
    """Return the lines at which an object of Qt's waits for an event or a lock of its own.

    The window's thread waits for nobody. So that method runs on another thread, where it asks things of its own object:
    what both threads share belongs into an object that is not Qt's.
    """
    found = []
    for one in ast.walk(source):
        if not isinstance(one, ast.ClassDef) or not is_qt(one):
            continue
        parts = list(ast.walk(one))
        shared = {
            ast.unparse(part.targets[0])
            for part in parts
            if isinstance(part, ast.Assign) and ast.unparse(part.value).startswith("threading.")
        }
        asked = [part.context_expr for part in parts if isinstance(part, ast.withitem)]
        asked += [part.value for part in parts if isinstance(part, ast.Attribute) and part.attr in {"wait", "acquire"}]
        found += [part.lineno for part in asked if ast.unparse(part) in {name for name in shared if "." in name}]
    return sorted(found)


def test_no_object_of_qts_waits_for_another_thread() -> None:
    found = {inside(path): lines for path in python_files("peerdesk/desktop") if (lines := locked(parsed(path)))}
    assert found == {}


def test_no_job_asks_anything_of_the_object_that_began_it() -> None:
    found = {inside(path): lines for path in python_files("peerdesk/desktop") if (lines := asking(parsed(path)))}
    assert found == {}


def test_one_that_does_is_found() -> None:
    source = """
        class Model:
            def read(self):
                def job():
                    return self._vault
                self._bench.run(self, job, self._on_read, self._on_refused)
                self._bench.run(self, lambda: self._vault, self._on_read, self._on_refused)
                self._bench.run(self, self._read, self._on_read, self._on_refused)
                vault = self._vault
                self._bench.run(self, lambda: vault, self._on_read, self._on_refused)
    """
    assert asking(ast.parse("if True:" + source)) == [4, 7, 8]


def test_one_that_waits_is_found() -> None:
    source = """
        class Handover(QObject):
            def __init__(self):
                self._lock = threading.Lock()
                self._answered = threading.Event()
            def ask(self):
                self._answered.wait()
                with self._lock:
                    self._answered.set()
        class Answer:
            def __init__(self):
                self._given = threading.Event()
            def wait(self):
                self._given.wait()
    """
    assert locked(ast.parse("if True:" + source)) == [7, 8]
