"""Sums of decision trees: all trees and rows walk down together, level by level."""

import numpy as np

from .curves import both_classes, sigmoid, softmax

_MISSING_LEFT, _UNLISTED_LEFT = 1, 2
# Pairs of a tree and a row that walk at once.
_MOST_WALKERS = 1 << 19


def _placed(values, nodes):
    """The values of splits, or of leaves, at the places of their nodes; 0 elsewhere."""
    placed = np.zeros(len(nodes))
    placed[nodes] = values
    return placed


class Trees:
    """The trees of a saved model, one after the other in long arrays."""

    def __init__(self, saved, has_vectors):
        tensors = saved["tensors"]
        sizes = tensors["nodes"].astype(np.int64)
        self.count = len(sizes)
        self._roots = np.cumsum(sizes) - sizes
        starts = np.repeat(self._roots, sizes)
        self._columns = tensors["columns"].astype(np.int64)
        is_leaf = self._columns < 0
        self._left = _placed(tensors["left"], ~is_leaf).astype(np.int64) + starts
        self._right = _placed(tensors["right"], ~is_leaf).astype(np.int64) + starts
        self._sides = _placed(tensors["sides"], ~is_leaf).astype(np.int64)
        self._thresholds = _placed(tensors["thresholds"], ~is_leaf)
        self._values = _placed(tensors["values"], is_leaf)
        self._vectors = None
        if has_vectors:
            outputs = saved["json"]["outputs"]
            self._vectors = tensors["vectors"].astype(np.float64).reshape(-1, outputs)
            leaves = np.add.reduceat(is_leaf, self._roots)
            self._values += np.repeat(np.cumsum(leaves) - leaves, sizes)
        lists = _placed(tensors["lists"], ~is_leaf).astype(np.int64)
        self._list_levels(lists, tensors["listed"].astype(np.int64))

    def _list_levels(self, lists, listed):
        """Levels that nodes list, as numbers of node and level together, which ascend."""
        self._is_number = lists == 0
        self._codes = int(listed.max(initial=0)) + 1
        owners = np.repeat(np.arange(len(lists)), lists)
        self._listed = owners * self._codes + listed

    def add_answers(self, x, to):
        """Add what all trees say of each row to `to`, (rows, outputs); trees come by output in turn."""
        outputs = to.shape[1]
        block = max(1, _MOST_WALKERS // max(1, self.count))
        for start in range(0, len(x), block):
            own = to[start : start + block]
            leaves = self._leaves_of(x[start : start + block])
            for tree in range(self.count):
                if self._vectors is None:
                    own[:, tree % outputs] += self._values[leaves[tree]]
                else:
                    own += self._vectors[self._values[leaves[tree]].astype(np.int64)]

    def _leaves_of(self, x):
        """The leaf of each row in each tree, (trees, rows)."""
        rows = len(x)
        nodes = np.repeat(self._roots, rows)
        row_of = np.tile(np.arange(rows), self.count)
        walking = np.flatnonzero(self._columns[nodes] >= 0)
        while len(walking):
            at = nodes[walking]
            values = x[row_of[walking], self._columns[at]]
            nodes[walking] = np.where(self._goes_left(at, values), self._left[at], self._right[at])
            walking = walking[self._columns[nodes[walking]] >= 0]
        return nodes.reshape(self.count, rows)

    def _goes_left(self, nodes, values):
        is_number = self._is_number[nodes]
        missing_left = (self._sides[nodes] & _MISSING_LEFT) != 0
        is_left = values <= self._thresholds[nodes]
        is_left |= np.isnan(values) & missing_left
        places = np.flatnonzero(~is_number)
        if len(places):
            own = nodes[places]
            unlisted_left = (self._sides[own] & _UNLISTED_LEFT) != 0
            left = self._lists(own, values[places]) != unlisted_left
            is_left[places] = np.where(values[places] >= 0, left, missing_left[places])
        return is_left

    def _lists(self, nodes, values):
        """Whether a node lists the level of its row."""
        is_known = (values >= 0) & (values < self._codes)
        keys = nodes * self._codes + np.where(is_known, values, 0).astype(np.int64)
        places = np.minimum(np.searchsorted(self._listed, keys), len(self._listed) - 1)
        return is_known & (self._listed[places] == keys)


def _tree_input(json, x):
    """All columns side by side, as trees read them."""
    blocks = []
    if json["numbers"]:
        blocks.append(x["raw"])
    if json["codes"]:
        blocks.append(x["codes"].astype(np.float64))
    if json["sparse"]:
        blocks.append(x["sparse"][:, json["sparse"]])
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((x["rows"], 1))


class BoostedTrees:
    """Gradient-boosted trees: a start and what all trees add, through the link of the task."""

    def __init__(self, saved):
        self._json = saved["json"]
        self._trees = Trees(saved, self._json.get("vectors") is True)

    def predict(self, x, task):
        """(rows, classes), or (rows, 1) standardised numbers."""
        scores = np.tile(np.asarray(self._json["start"], dtype=np.float64), (x["rows"], 1))
        self._trees.add_answers(_tree_input(self._json, x), scores)
        if task["kind"] == "regression":
            return scores
        return both_classes(sigmoid(scores)) if task["kind"] == "binary" else softmax(scores)


class Forest:
    """The mean of all trees; each output has its own."""

    def __init__(self, saved):
        self._json = saved["json"]
        self._trees = Trees(saved, False)

    def predict(self, x, task):
        """(rows, classes), or (rows, 1) standardised numbers."""
        outputs = self._json["outputs"]
        means = np.zeros((x["rows"], outputs))
        self._trees.add_answers(_tree_input(self._json, x), means)
        means /= self._trees.count // outputs
        if task["kind"] == "regression":
            return means
        if task["classes"] == 2:
            return both_classes(means)
        sums = means.sum(axis=1, keepdims=True)
        return np.where(sums > 0, means / np.where(sums > 0, sums, 1), 1 / task["classes"])
