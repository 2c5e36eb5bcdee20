"""Prints how long a bare window of a hundred labels and twenty buttons takes, in seconds; a process of its own.

The reference for stalls: built and painted at once, as the first window of its process. It is as cold as a page that
is opened for the first time.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from tests.benchmarks.stopwatch import Stopwatch

application = QApplication(["bare", "-style", "fusion"])
watch = Stopwatch()
window = QWidget()
column = QVBoxLayout(window)
for number in range(100):
    column.addWidget(QLabel(f"Label number {number}"))
for number in range(20):
    column.addWidget(QPushButton(f"Button number {number}"))
window.show()
while not window.windowHandle().isExposed():
    QCoreApplication.processEvents()
window.repaint()
print(watch.lap().held, flush=True)
