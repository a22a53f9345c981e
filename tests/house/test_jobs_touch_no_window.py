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
