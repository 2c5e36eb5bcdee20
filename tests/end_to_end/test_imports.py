"""Classes of Qt are defined on the UI thread alone, through a walk over every page: on another thread it may crash."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.check_ins import some_check_ins
from tests.support.processes import run_python
from tests.support.vaults import vault_for


def test_nothing_of_qt_is_imported_on_another_thread(tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        with vault.unit(vault.alex) as uow:
            for each in some_check_ins(3):
                uow.private(vault.alex).check_ins.save(each)
            uow.commit()
    done = run_python("-m", "tests.end_to_end.imports_walked", str(tmp_path / "vault"), home=tmp_path)
    assert done.returncode == 0, done.stderr
    found: dict[str, bool] = json.loads(done.stdout.splitlines()[-1])
    assert {
        "app.ui.home.page",
        "app.ui.export.page",
        "app.ui.journal.import_dialog",
        "pyqtgraph.functions",
    } <= found.keys()
    assert not [name for name, on_ui_thread in found.items() if not on_ui_thread]
