"""The data folder: on a local disk, writable, and held by one process for as long as it lives."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import IO

from bot.errors import AlreadyRunning, StoreError, why

DATABASE = "duban.db"
LOCK = "duban.lock"
BACKUPS = "backups"
EVIDENCE = "evidence"  # files that were sent with steps, named after their content
SHELVES = "shelves"  # what answers are given from; made anew at will

#: Below this many free bytes the administrators are told (rule R34).
SCARCE = 500 * 1024 * 1024
#: With less free than this, in bytes, nothing is added (rule R34).
NEEDED_FREE = 100 * 1024 * 1024

#: File systems on which SQLite's locks do not hold (https://sqlite.org/howtocorrupt.html, 2.1).
REMOTE = {
    *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "davfs"),
    *("fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs2", "fuse.glusterfs", "fuse.cephfs"),
    *("glusterfs", "lustre", "gfs2", "ocfs2", "ncpfs", "webdav", "drvfs"),
}


def prepare(folder: Path) -> None:
    """Make the folder where it is missing; refuse one that cannot be used.

    Raises:
        StoreError: it cannot be made, or lies on a network share.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"数据目录 {folder} 建不成（{why(error)}），{_ELSEWHERE}") from None
    if kind := remote_kind(folder.resolve(), _mounts()):
        raise StoreError(f"数据目录 {folder} 在网络共享（{kind}）上，锁会失效、数据会损坏，{_ELSEWHERE}")


_ELSEWHERE = "请在 config.toml 的 [paths] data 改用本机磁盘上可写的文件夹。"


def remote_kind(folder: Path, mounts: str) -> str | None:
    """Return the kind of network share that *folder* lies on, or None for a local disk.

    Args:
        folder: absolute, symbolic links resolved.
        mounts: the text of /proc/mounts; blanks in names are written as octal there.
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        columns = line.split(" ")
        if len(columns) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), columns[1]))
        if len(point.parts) >= best and folder.is_relative_to(point):
            best, kind = len(point.parts), columns[2]  # of two on one place the later covers the earlier
    return kind if kind in REMOTE else None


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", "surrogateescape")
    except OSError:  # not Linux: cannot be told
        return ""


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def sync(path: Path) -> None:
    """Have the disk itself hold a file's content, or a folder's list of names."""
    if os.name != "posix" and path.is_dir():  # elsewhere a folder cannot be opened
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hold(folder: Path) -> IO[bytes]:
    """Take the folder for this process; closing the returned file gives it back.

    A lock of its own file, not of the database: opening and closing that would undo SQLite's locks
    (rule R30). It goes with the process, however that ends.

    Raises:
        AlreadyRunning: another process holds it.
        StoreError: the folder cannot be written to.
    """
    try:
        file = (folder / LOCK).open("a+b")
    except OSError as error:
        raise StoreError(f"数据目录 {folder} 不能写入（{why(error)}），{_ELSEWHERE}") from None
    try:
        _lock(file)
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
    except BlockingIOError:
        holder = _holder(file)
        file.close()
        raise AlreadyRunning(
            f"数据目录 {folder} 已被另一个督办进程{holder}占用，请先停止它，"
            "或在 config.toml 的 [paths] data 另设文件夹。"
        ) from None
    except OSError as error:
        file.close()
        raise StoreError(f"数据目录 {folder} 锁不住（{why(error)}），{_ELSEWHERE}") from None
    return file


def _holder(file: IO[bytes]) -> str:
    file.seek(0)
    number = file.read(20).strip().decode("ascii", "ignore")
    return f"（进程号 {number}）" if number.isdigit() else ""


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(1 << 30)  # far behind the number, which others may then still read
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(*error.args) from None

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
