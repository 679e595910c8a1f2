"""config.toml: what is refused, with which sentence; the example file and the code are one."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from bot.config import (
    READERS,
    SECTIONS,
    Keeping,
    Ledger,
    Log,
    Paths,
    People,
    Questions,
    Settings,
    Telegram,
    Time,
    load,
    token,
)
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
TOKEN = "12345678:" + "aB3_-" * 7  # shaped like one, belongs to nobody


@pytest.fixture
def write(tmp_path):
    def write_config(text: str | bytes) -> Path:
        path = tmp_path / "config.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_config


def refusal(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path)
    return str(caught.value)


# ---- code and example file


def test_the_example_file_says_exactly_the_defaults():
    folder = EXAMPLE.parent

    assert load(EXAMPLE) == Settings(paths=Paths(folder / "knowledge", folder / "data"))


def test_the_example_file_has_every_key_and_the_code_reads_every_one():
    written = {section: set(keys) for section, keys in tomllib.loads(EXAMPLE.read_text("utf-8")).items()}
    declared = {name: set(kind._fields) for name, kind in SECTIONS.items()}

    assert written == declared
    assert {section: set(keys) for section, keys in READERS.items()} == declared


def test_every_key_of_the_example_file_is_explained_above_it():
    blocks = EXAMPLE.read_text("utf-8").split("\n\n")
    keys = [block for block in blocks if not block.splitlines()[-1].startswith("#")]

    assert len(keys) == sum(len(readers) for readers in READERS.values())
    assert [block for block in keys if "# 默认：" not in block] == []


def test_no_file_means_the_defaults_from_the_current_folder():
    assert load(None) == Settings(
        Telegram(None, "DUBAN_TOKEN", "https://api.telegram.org", None),
        People(()),
        Paths(Path("knowledge"), Path("data")),
        Time("Asia/Shanghai"),
        Questions(20, 5, 10),
        Ledger(),
        Keeping(2, None, 30, 12),
        Log("INFO"),
    )


def test_an_empty_file_means_the_defaults_from_its_folder(write, tmp_path):
    assert load(write("")) == Settings(paths=Paths(tmp_path / "knowledge", tmp_path / "data"))


def test_what_the_file_says_is_what_counts(write, tmp_path):
    path = write(
        """
        people = { administrators = [20002, 10001, 20002] }
        questions.burst = 7
        [telegram]
        token_file = "secret/token"
        token_env = "MY_TOKEN"
        base_url = "http://127.0.0.1:8081/"
        proxy = "socks5://someone:word@proxy:1080"
        [paths]
        knowledge = "/srv/文件"
        data = "库"
        [time]
        zone = "Asia/Urumqi"
        [ledger]
        conditions = ["措施完成", "群众认可"]
        notice_days = 7
        notice_in_workdays = false
        stale_days = [10, 20]
        [keeping]
        backup_hour = 23
        backup_folder = "/mnt/备份"
        keep_monthly = 0
        [log]
        level = "debug"
        """
    )

    assert load(path) == Settings(
        Telegram(
            tmp_path / "secret/token",
            "MY_TOKEN",
            "http://127.0.0.1:8081",
            "socks5://someone:word@proxy:1080",
        ),
        People((20002, 10001)),
        Paths(Path("/srv/文件"), tmp_path / "库"),
        Time("Asia/Urumqi"),
        Questions(20, 7, 10),
        Ledger(("措施完成", "群众认可"), notice_days=7, notice_in_workdays=False, stale_days=(10, 20)),
        Keeping(23, Path("/mnt/备份"), keep_monthly=0),
        Log("DEBUG"),
    )


def test_a_mark_in_front_as_windows_editors_write_it_is_no_harm(write):
    assert load(write(b'\xef\xbb\xbf[log]\r\nlevel = "ERROR"\r\n')).log == Log("ERROR")


# ---- refusals


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            '# first\n\n[telegram]\n# c\ntokn_file = "x"\n',
            "config.toml:5 [telegram] 的键 tokn_file 不认识，最接近的是 token_file。",
            id="a misspelt key is told the nearest one",
        ),
        pytest.param(
            "[questions]\nper_minute = 3\n\nbrust = 4\n",
            "config.toml:4 [questions] 的键 brust 不认识，最接近的是 burst。",
            id="swapped letters",
        ),
        pytest.param(
            "[log]\nxyzzy = 1\n",
            "config.toml:2 [log] 的键 xyzzy 不认识，可用的键见 config.example.toml。",
            id="a key like no other",
        ),
        pytest.param(
            "\n[telegarm]\n",
            "config.toml:2 的部分 [telegarm] 不认识，最接近的是 [telegram]。",
            id="a misspelt section",
        ),
        pytest.param(
            "administrators = [1]\n",
            "config.toml:1 的键 administrators 不在任何部分里，最接近的是 [people] 的 administrators。",
            id="a key without its section is told where it belongs",
        ),
        pytest.param(
            "[log]\n[[people]]\n",
            "config.toml:2 的 people 应为一个部分，写作 [people]，各键另起一行。",
            id="a list of sections",
        ),
        pytest.param(
            "telegram.prxy = 'http://h:1'\n",
            "config.toml:1 [telegram] 的键 prxy 不认识，最接近的是 proxy。",
            id="a dotted key",
        ),
        pytest.param(
            "[people]\nadministrators = [\n  1,\n  '2',\n]\n",
            "config.toml:2 [people] 的键 administrators 应为数字编号的列表，例如 [123456789]。",
            id="a list over several lines is found at its first",
        ),
        pytest.param(
            "[people]\nadministrators = [true]\n",
            "config.toml:2 [people] 的键 administrators 应为数字编号的列表，例如 [123456789]。",
            id="true is no number",
        ),
        pytest.param(
            "[people]\nadministrators = [-9]\n",
            "config.toml:2 [people] 的键 administrators 中的 -9 不是个人的数字编号（群编号为负数，不能用）。",
            id="a group is no person",
        ),
        pytest.param(
            "[people]\nadministrators = [1087968824]\n",
            "config.toml:2 [people] 的键 administrators 中的 1087968824 是匿名管理员的公用编号，不能授权。",
            id="the anonymous administrator is nobody",
        ),
        pytest.param(
            "[questions]\nper_minute = 0\n",
            "config.toml:2 [questions] 的键 per_minute 应为 1 到 600 的整数。",
            id="none a minute is below the range",
        ),
        pytest.param(
            "[questions]\nper_minute = 601\n",
            "config.toml:2 [questions] 的键 per_minute 应为 1 到 600 的整数。",
            id="above the range",
        ),
        pytest.param(
            "[questions]\nburst = 2.0\n",
            "config.toml:2 [questions] 的键 burst 应为 1 到 100 的整数。",
            id="a fraction is no count",
        ),
        pytest.param(
            "[time]\nzone = 'Asia/Qingxi'\n",
            "config.toml:2 [time] 的键 zone 应为时区名称，例如 Asia/Shanghai。",
            id="no such zone",
        ),
        pytest.param(
            "[time]\nzone = '../../etc/passwd'\n",
            "config.toml:2 [time] 的键 zone 应为时区名称，例如 Asia/Shanghai。",
            id="a zone is no path",
        ),
        pytest.param(
            "[log]\nlevel = 'LOUD'\n",
            "config.toml:2 [log] 的键 level 应为 DEBUG、INFO、WARNING、ERROR、CRITICAL 之一。",
            id="no such level",
        ),
        pytest.param(
            "[paths]\ndata = ' '\n",
            "config.toml:2 [paths] 的键 data 不能为空，应为文件夹的路径。",
            id="no folder",
        ),
        pytest.param(
            "[paths]\ndata = 3\n",
            "config.toml:2 [paths] 的键 data 应为带引号的文字。",
            id="a number is no path",
        ),
        pytest.param(
            '[paths]\ndata = "a\\u0000b"\n',
            "config.toml:2 [paths] 的键 data 不能含换行等控制字符。",
            id="NUL in a path",
        ),
        pytest.param(
            "[telegram]\ntoken_env = 'MY TOKEN'\n",
            "config.toml:2 [telegram] 的键 token_env 应为环境变量的名称，例如 DUBAN_TOKEN。",
            id="no name of a variable",
        ),
        pytest.param(
            "[telegram]\nbase_url = 'api.telegram.org'\n",
            "config.toml:2 [telegram] 的键 base_url 应为 https://、http:// 开头的网址。",
            id="an address without scheme",
        ),
        pytest.param(
            "[telegram]\nbase_url = 'https://someone:word@host'\n",
            "config.toml:2 [telegram] 的键 base_url 不能含用户名和密码。",
            id="a password in the server's address",
        ),
        pytest.param(
            "[telegram]\nproxy = 'ftp://h:21'\n",
            "config.toml:2 [telegram] 的键 proxy 应为 http://、https://、socks5://、socks5h:// 开头的网址。",
            id="a proxy nobody speaks to",
        ),
        pytest.param(
            "[telegram]\nproxy = 'http://[::1'\n",
            "config.toml:2 [telegram] 的键 proxy 应为 http://、https://、socks5://、socks5h:// 开头的网址。",
            id="a broken address",
        ),
        pytest.param(
            "[log]\n\nlevel == 3\n",
            "config.toml:3 第 8 列不合 TOML 的写法（Invalid value），请对照 config.example.toml 修改。",
            id="bad TOML has line and column",
        ),
        pytest.param(
            "[log]\nlevel = 'INFO",
            'config.toml:2 的末尾不合 TOML 的写法（Expected "\'"），请对照 config.example.toml 修改。',
            id="bad TOML at the very end",
        ),
        pytest.param(
            "a = " + "[" * 20_000,
            "config.toml:1 括号嵌套过深，请对照 config.example.toml 修改。",
            id="nested without end",
        ),
        pytest.param(
            "[log]\n# 县".encode("gb18030"),
            "config.toml:2 不是 UTF-8 编码，请用 UTF-8 另存后重试。",
            id="saved as GB18030",
        ),
    ],
)
def test_what_is_not_understood_is_refused_in_one_sentence(write, text, sentence):
    assert refusal(write(text)) == sentence


@pytest.mark.parametrize("key", ["token", "token_file", "token_env", "proxy", "base_url"])
def test_a_token_in_the_file_is_refused_and_not_repeated(write, key):
    sentence = refusal(write(f'[telegram]\n{key} = "{TOKEN}"\n'))

    assert "令牌不得写进配置文件" in sentence
    assert TOKEN not in sentence


def test_a_token_as_a_key_is_not_repeated(write):
    assert TOKEN not in refusal(write(f'[telegram]\n"{TOKEN}" = 1\n"x" = 2\n'))


def test_a_file_that_is_missing_a_folder_or_too_large_is_refused(tmp_path, write):
    assert refusal(tmp_path / "none.toml").endswith("读不到：没有这个路径，请检查路径和权限。")
    assert refusal(tmp_path).endswith("读不到：是文件夹而不是文件，请检查路径和权限。")
    assert "超过 64 KB" in refusal(write("#" * 70_000))


# ---- the token


def with_file(path: Path) -> Settings:
    return Settings(telegram=Telegram(token_file=path))


def secret(tmp_path: Path, content: str = TOKEN + "\n", mode: int = 0o600) -> Path:
    path = tmp_path / "token"
    path.write_text(content)
    path.chmod(mode)
    return path


def test_the_file_comes_before_the_environment(tmp_path):
    assert token(with_file(secret(tmp_path)), {"DUBAN_TOKEN": "9:other"}) == TOKEN


def test_without_a_file_the_environment_is_asked(tmp_path):
    assert token(Settings(), {"DUBAN_TOKEN": f" {TOKEN}\n"}) == TOKEN
    assert token(Settings(telegram=Telegram(None, "MINE")), {"DUBAN_TOKEN": TOKEN}) is None
    assert token(Settings(), {"DUBAN_TOKEN": "  "}) is None


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
@pytest.mark.parametrize(
    ("mode", "refused"),
    [
        pytest.param(0o400, False, id="owner reads"),
        pytest.param(0o600, False, id="owner reads and writes"),
        pytest.param(0o640, True, id="the group reads"),
        pytest.param(0o604, True, id="everybody reads"),
        pytest.param(0o620, True, id="the group writes"),
    ],
)
def test_a_token_file_that_others_can_use_is_refused(tmp_path, mode, refused):
    path = secret(tmp_path, mode=mode)
    if not refused:
        assert token(with_file(path), {}) == TOKEN
        return

    with pytest.raises(ConfigError, match=r"可被其他用户读取，请先执行 chmod 600"):
        token(with_file(path), {})


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_credential_handed_over_by_systemd_may_show_the_group_bit(tmp_path):
    path = secret(tmp_path, mode=0o440)

    assert token(with_file(path), {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == TOKEN
    with pytest.raises(ConfigError):
        token(with_file(path), {"CREDENTIALS_DIRECTORY": str(tmp_path.parent)})
    path.chmod(0o444)
    with pytest.raises(ConfigError):
        token(with_file(path), {"CREDENTIALS_DIRECTORY": str(tmp_path)})


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("token", id="a word"),
        pytest.param(f"{TOKEN}\n{TOKEN}", id="two"),
        pytest.param(f"DUBAN_TOKEN={TOKEN}", id="an assignment"),
        pytest.param("x" * 5000, id="some other file"),
    ],
)
def test_a_file_that_holds_no_token_is_refused_and_not_repeated(tmp_path, content):
    with pytest.raises(ConfigError) as caught:
        token(with_file(secret(tmp_path, content)), {})

    assert TOKEN not in str(caught.value)


def test_a_token_file_that_is_missing_or_binary_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="读不到（没有这个路径）"):
        token(with_file(tmp_path / "none"), {})
    path = secret(tmp_path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="不是文本文件"):
        token(with_file(path), {})


def test_a_bad_token_in_the_environment_is_refused_and_not_repeated():
    with pytest.raises(ConfigError) as caught:
        token(Settings(), {"DUBAN_TOKEN": "no:token at all"})

    assert "no:token" not in str(caught.value)


def test_no_secret_shows_in_the_settings(write):
    shown = repr(load(write("[telegram]\nproxy = 'http://someone:word@h:1'\n")))

    assert "word" not in shown
