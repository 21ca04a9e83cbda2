"""scikit-learn's MLP: Adam with an L2 penalty; it has no dropout."""

import warnings

from sklearn.neural_network import MLPClassifier, MLPRegressor

from serve import serve

warnings.filterwarnings("ignore")
EPOCHS = 4


def prepare(run, x, y):
    sizes = run["sizes"]
    model = (MLPClassifier if sizes[-1] > 1 else MLPRegressor)(
        hidden_layer_sizes=sizes[1:-1],
        batch_size=run["batch"],
        max_iter=1,
        n_iter_no_change=10**6,
        tol=0,
        warm_start=True,
    )
    model.fit(x, y)
    # Several epochs a fit, or its checks of the input would weigh too much.
    model.set_params(max_iter=EPOCHS)

    def epochs():
        model.fit(x, y)
        return EPOCHS

    return epochs


serve(prepare)
