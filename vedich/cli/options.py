"""Options as the command line reads them, refused in our words and languages.

argparse and not typer: typer now starts pydantic, 0.4 s of every run (docs/adr/0001).
"""

from __future__ import annotations

from argparse import ArgumentError, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from vedich.core.errors import Language, Message, Refused


NO_OPTION = Message(
    code="cli.no_option",
    vi="Thiếu tùy chọn này. Hãy thêm vào; lệnh với --help cho xem một ví dụ.",
    en="This option is missing. Add it; the command with --help shows an example.",
)
NO_SUCH_OPTION = Message(
    code="cli.no_such_option",
    vi="Không có tùy chọn này. Hãy sửa hoặc bỏ đi; lệnh với --help liệt kê các tùy chọn.",
    en="There is no such option. Correct it or leave it out; the command with --help lists them.",
)
NO_VALUE = Message(
    code="cli.no_value",
    vi="Sau tùy chọn này phải có một giá trị. Hãy ghi vào; lệnh với --help cho xem một ví dụ.",
    en="This option needs a value after it. Write one; the command with --help shows an example.",
)
NOT_UNDERSTOOD = Message(
    code="cli.not_understood",
    vi="Không hiểu dòng lệnh ({why}). Hãy xem cách viết bằng --help.",
    en="The command line is not understood ({why}). See how to write it with --help.",
)
BAD_SUFFIX = Message(
    code="cli.bad_suffix",
    vi="“{value}” không có đuôi .csv hay .parquet. Hãy đặt tên tệp với một trong hai đuôi đó.",
    en="“{value}” ends neither in .csv nor in .parquet. Give the file one of these endings.",
)
OUT_IS_INPUT = Message(
    code="cli.out_is_input",
    vi="“{value}” cũng là tệp đầu vào “{input}” và sẽ bị ghi đè. Hãy chọn tên khác.",
    en="“{value}” is also the input “{input}” and would be overwritten. Choose another name.",
)
NO_FOLDER = Message(
    code="cli.no_folder",
    vi="Không có thư mục “{value}”. Hãy tạo thư mục trước, hoặc chọn nơi khác.",
    en="There is no folder “{value}”. Make it first, or choose another place.",
)
IS_FOLDER = Message(
    code="cli.is_folder",
    vi="“{value}” là một thư mục. Hãy ghi tên một tệp.",
    en="“{value}” is a folder. Name a file.",
)
NOT_A_FOLDER = Message(
    code="cli.not_a_folder",
    vi="“{value}” là một tệp, không phải thư mục. Hãy ghi tên một thư mục.",
    en="“{value}” is a file, not a folder. Name a folder.",
)
UNPRINTABLE = Message(
    code="cli.unprintable",
    vi="Đường dẫn có byte không thuộc UTF-8. Hãy đổi tên tệp hoặc thư mục.",
    en="The path holds bytes that are not UTF-8. Rename the file or the folder.",
)

SUFFIXES: Final = (".csv", ".parquet")

Value = TypeVar("Value")


class WrongOption(Exception):
    """An option of the command line was refused; nothing was read or written."""

    def __init__(self, option: str, error: Refused) -> None:
        super().__init__(option, error)
        self.option = option
        self.error = error

    def say(self, language: Language) -> str:
        """``OPTION: what, value, remedy``, in `language`."""
        return f"{self.option}: {self.error.say(language)}"


class Parser(ArgumentParser):
    """Reads words as options. Raises WrongOption where argparse would print usage and leave."""

    def __init__(self, name: str, about: str, epilog: str = "") -> None:
        super().__init__(
            prog=name,
            description=about,
            epilog=epilog,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self.add_argument(
            "--language",
            metavar="vi|en",
            default="",
            help="language of messages; otherwise VEDICH_LANGUAGE decides, then the locale",
        )

    def read(self, words: Sequence[str]) -> Namespace:
        """The options in `words`. A required option has no default and must be there."""
        try:
            options, strange = self.parse_known_args(words)
        except ArgumentError as wrong:
            raise WrongOption(str(wrong.argument_name), NO_VALUE.refuse()) from None
        for word in strange:
            raise WrongOption(word, NO_SUCH_OPTION.refuse())
        for name, value in vars(options).items():
            if value is None:
                raise WrongOption("--" + name.replace("_", "-"), NO_OPTION.refuse())
        return options

    def error(self, message: str) -> NoReturn:
        """What argparse finds wrong without naming an option."""
        raise WrongOption(self.prog, NOT_UNDERSTOOD.refuse(why=message))


def read_option(option: str, text: str, reader: Callable[[str], Value]) -> Value:
    """What `reader` makes of `text`; what it refuses becomes WrongOption."""
    try:
        return reader(text)
    except Refused as wrong:
        raise WrongOption(option, wrong) from None


def path_option(option: str, text: str) -> Path:
    """The path `text`. Raises WrongOption where it is blank or could not be shown to anybody."""
    if not text:
        raise WrongOption(option, NO_VALUE.refuse())
    try:
        text.encode()
    except UnicodeEncodeError:
        # DuckDB is handed the path inside a statement, and a person must be able to read it
        raise WrongOption(option, UNPRINTABLE.refuse()) from None
    return Path(text)


def folder_option(option: str, text: str) -> Path:
    """A folder that is there, or can be made in one that is. Raises WrongOption."""
    folder = path_option(option, text)
    if folder.exists() and not folder.is_dir():
        raise WrongOption(option, NOT_A_FOLDER.refuse(value=folder))
    if not folder.absolute().parent.is_dir():
        raise WrongOption(option, NO_FOLDER.refuse(value=folder.parent))
    return folder


def table_option(option: str, text: str) -> Path:
    """The path of a table whose ending says how it is written: .csv or .parquet."""
    path = path_option(option, text)
    if path.suffix not in SUFFIXES:
        raise WrongOption(option, BAD_SUFFIX.refuse(value=text))
    return path


def target_option(option: str, text: str, inputs: Sequence[Path]) -> Path:
    """Where a result goes: not over an input, not over a folder, not into a folder that is missing.

    Raises WrongOption.
    """
    out = table_option(option, text)
    if not out.parent.is_dir():
        raise WrongOption(option, NO_FOLDER.refuse(value=out.parent))
    if out.is_dir():
        raise WrongOption(option, IS_FOLDER.refuse(value=out))
    for path in inputs:
        if out.exists() and path.exists() and out.samefile(path):
            raise WrongOption(option, OUT_IS_INPUT.refuse(value=out, input=path))
    return out
