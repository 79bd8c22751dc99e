"""`python -m vedich.cli`, for where the command `vedich` is not on the path."""

from __future__ import annotations

import sys

from vedich.cli.main import main


sys.exit(main())
