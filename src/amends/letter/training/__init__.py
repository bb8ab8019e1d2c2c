"""How ``lint/sense-weights.npz`` is made. Needs the ``train`` extra (scikit-learn); nothing at run time imports it."""
