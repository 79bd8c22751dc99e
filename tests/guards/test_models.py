"""Models refer downwards in the order of the apps, and every change of them has its migration."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

import django
import pytest
from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import models


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vedich.web.settings")
django.setup()

ROOT = Path(__file__).parents[2]
Order = Sequence[frozenset[str]]


def app_order() -> Order:
    """The apps from the lowest floor to the highest, as the import contract has them."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:app-order"]["layers"].split("\n")
    return [frozenset(re.findall(r"\w+", layer)) for layer in reversed(layers) if layer]


def relations_out_of_order(found: Iterable[type[models.Model]], order: Order) -> list[str]:
    """Relations from a model of one app to one of a higher floor, or of a sibling.

    Apps that are not in `order` are Django's own and libraries': anybody may refer to them.
    """
    floor = {app: number for number, layer in enumerate(order) for app in layer}
    wrong: list[str] = []
    for model in found:
        here = model._meta.app_label
        for field in model._meta.get_fields(include_hidden=True):
            target = field.related_model
            if field.auto_created or not isinstance(target, type):
                continue
            there = target._meta.app_label
            known = here in floor and there in floor
            if known and here != there and floor[there] >= floor[here]:
                wrong.append(f"{model.__name__}.{field.name} → {there}.{target.__name__}")
    return wrong


def without_migrations(configs: Iterable[AppConfig]) -> list[str]:
    """Our apps that have models and no migrations package: Django does not look at those at all."""
    return [
        config.label
        for config in configs
        if list(config.get_models())
        and not (Path(config.path) / "migrations" / "__init__.py").is_file()
    ]


def ours() -> list[AppConfig]:
    return [one for one in apps.get_app_configs() if one.name.startswith("vedich.apps.")]


# -- the product -----------------------------------------------------------------------------------


def test_the_order_of_apps_is_that_of_the_import_contract() -> None:
    order = app_order()
    assert order[0] == {"journal", "search"}
    assert order[-1] == {"desk"}


def test_relations_follow_the_order_of_apps() -> None:
    assert relations_out_of_order(apps.get_models(), app_order()) == []


def test_every_app_of_ours_stands_in_the_order() -> None:
    assert {one.label for one in ours()} <= frozenset[str]().union(*app_order())


def test_every_app_with_models_has_migrations() -> None:
    assert without_migrations(ours()) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes detected" in said.getvalue()


# -- throw-away models -----------------------------------------------------------------------------

REGISTRY = Apps()
ORDER: Order = [frozenset({"low"}), frozenset({"left", "right"}), frozenset({"high"})]


def thrown(name: str, app: str, **fields: object) -> type[models.Model]:
    """A model that Django's own registry never hears of."""
    meta = type("Meta", (), {"app_label": app, "apps": REGISTRY})
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


def to(model: type[models.Model] | str) -> object:
    return models.ForeignKey(model, models.PROTECT, related_name="+")


LOW = thrown("Low", "low")
LEFT = thrown("Left", "left", low=to(LOW), up=to("self"))
RIGHT = thrown("Right", "right", sibling=to(LEFT))
HIGH = thrown("High", "high", lows=models.ManyToManyField(LOW))
LIBRARY = thrown("Library", "library", high=models.OneToOneField(HIGH, models.PROTECT))
UPSIDE = thrown(
    "Upside", "low", high=to(HIGH), lefts=models.ManyToManyField(LEFT), library=to(LIBRARY)
)


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (LOW, []),
        (LEFT, []),
        (RIGHT, ["Right.sibling → left.Left"]),
        (HIGH, []),
        (LIBRARY, []),
        (UPSIDE, ["Upside.high → high.High", "Upside.lefts → left.Left"]),
    ],
)
def test_the_guard_sees_a_relation_upwards(model: type[models.Model], wrong: list[str]) -> None:
    assert relations_out_of_order([model], ORDER) == wrong


@pytest.mark.slow
def test_the_guard_sees_a_missing_migration(tmp_path: Path) -> None:
    for path, source in {
        "settings.py": "SECRET_KEY = 'x'\nINSTALLED_APPS = ['thrown']\n",
        "thrown/__init__.py": "",
        "thrown/models.py": "from django.db import models\nclass A(models.Model): pass\n",
        "thrown/migrations/__init__.py": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(source, encoding="utf-8")
    command = "-m django makemigrations --check --dry-run --settings=settings --pythonpath=."
    done = subprocess.run(
        [sys.executable, *command.split()], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, b"Create model A" in done.stdout) == (1, True)


def test_the_guard_sees_an_app_without_migrations(tmp_path: Path) -> None:
    class Thrown(AppConfig):
        path = str(tmp_path)

        def get_models(self, *_: bool) -> Iterable[type[models.Model]]:  # type: ignore[override]
            return [LOW]

    config = Thrown("thrown", sys.modules[__name__])
    assert without_migrations([config]) == ["thrown"]
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "__init__.py").touch()
    assert without_migrations([config]) == []
