"""multilingual-e5-small as an ONNX graph, computed in bytes by ONNX Runtime.

The 4-bit weights become bytes, one scale an output; a product's inputs become bytes too, one scale a piece: half the time
of products in 4 bits. Weights take 7 of their 8 bits: processors without instructions for such products (VNNI) add pairs
of them in 16 bits, which then hold them. Cosines with the vectors of the engine in the wheel are above .997 (tested).
One thread a call; calls may run beside each other.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from graph.embedders.weights import Floats, Weights

OURS = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""

WEIGHT, INPUT = 63, 127
"""The greatest numbers that stand for a weight and, before the middle of a byte is added, for an input."""


class Network:
    """Vectors of rows of pieces."""

    def __init__(self, weights: Weights) -> None:
        """Builds the graph out of the weights, once a process (some 0.2 s)."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # A pattern would be kept for every length of text that ever came.
        options.enable_mem_pattern = False
        options.log_severity_level = 3
        model = _Graph(weights).model().SerializeToString()
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def mean(self, rows: Floats) -> Floats:
        """Gives the mean of what comes out for a text's rows (pieces by numbers)."""
        out: Floats = self._session.run(["mean"], {"rows": rows[np.newaxis]})[0][0]
        return out


class _Graph:
    """Nodes and tensors as they are put down, layer by layer."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        hidden = self._weights.hidden
        for name, value in {
            "one": np.float32(1),
            "step": np.float32(1 / INPUT),
            "least": np.finfo(np.float32).tiny,
            "middle": np.uint8(128),
            # A number above 0 loses what stands behind its point.
            "rounding": np.float32(128.5),
            "last": np.array([-1], np.int64),
        }.items():
            self._tensor(name, np.asarray(value))
        scale, shift = self._whole("emb.ln.w"), self._whole("emb.ln.b")
        state = self._node(
            "LayerNormalization", ["rows", scale, shift], "state", epsilon=self._weights.epsilon
        )
        for number in range(self._weights.layers):
            state = self._layer(f"l{number}.", state)
        self._node("ReduceMean", [state, self._tensor("pieces", np.array([1], np.int64))], "mean", keepdims=0)
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["texts", "pieces", hidden])],
            [helper.make_tensor_value_info("mean", TensorProto.FLOAT, ["texts", hidden])],
            self._tensors,
        )
        versions = [helper.make_opsetid("", 20), helper.make_opsetid(OURS, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=10)

    def _layer(self, at: str, state: str) -> str:
        all_three = self._product(at + "qkv", [at + "q", at + "k", at + "v"], state)
        parts = [at + "query", at + "key", at + "value"]
        self._nodes.append(helper.make_node("Split", [all_three], parts, axis=-1, num_outputs=3))
        seen = self._node("MultiHeadAttention", parts, at + "seen", OURS, num_heads=self._weights.heads)
        state = self._normal(at + "aln", self._product(at + "ao", [at + "ao"], seen), state)
        inner = self._node("Gelu", [self._product(at + "fi", [at + "fi"], state)], at + "inner", OURS)
        return self._normal(at + "oln", self._product(at + "fo", [at + "fo"], inner), state)

    def _product(self, name: str, tensors: list[str], state: str) -> str:
        """The product of a state with tensors below each other, and their bias added."""
        bias = np.concatenate([self._weights.numbers(tensor + ".b") for tensor in tensors])
        rows = np.concatenate([self._weights.rows(tensor + ".w") for tensor in tensors]).reshape(
            len(bias), -1
        )
        scales = np.abs(rows).max(axis=1) / np.float32(WEIGHT)
        weights = self._tensor(name + ".w", np.rint(rows / scales[:, np.newaxis]).astype(np.int8).T)
        numbers, scale = self._in_bytes(name, state)
        product = self._node(
            "MatMulIntegerToFloat",
            [numbers, weights, "one", self._tensor(name + ".s", scales), "middle"], name + ".product", OURS,
        )  # fmt: skip
        scaled = self._node("Mul", [product, scale], name + ".scaled")
        return self._node("Add", [scaled, self._tensor(name + ".b", bias)], name + ".out")

    def _in_bytes(self, name: str, state: str) -> tuple[str, str]:
        """Each piece's numbers in bytes around the middle, rounded, and what one of them counts."""
        greatest = self._node(
            "ReduceMax", [self._node("Abs", [state], name + ".size"), "last"], name + ".greatest"
        )
        scale = self._node(
            "Max", [self._node("Mul", [greatest, "step"], name + ".step"), "least"], name + ".scale"
        )
        moved = self._node(
            "Add", [self._node("Div", [state, scale], name + ".steps"), "rounding"], name + ".moved"
        )
        return self._node("Cast", [moved], name + ".bytes", to=TensorProto.UINT8), scale

    def _normal(self, name: str, added: str, state: str) -> str:
        scale, shift = self._whole(name + ".w"), self._whole(name + ".b")
        kind = "SkipLayerNormalization"
        return self._node(
            kind, [added, state, scale, shift], name + ".out", OURS, epsilon=self._weights.epsilon
        )

    def _whole(self, name: str) -> str:
        return self._tensor(name, self._weights.numbers(name))

    def _tensor(self, name: str, numbers: npt.NDArray[np.generic]) -> str:
        self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name

    def _node(self, kind: str, inputs: list[str], output: str, domain: str = "", **settings: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))
        return output
