"""How the weights in ``model/`` are made. Needs the ``train`` extra (scikit-learn); nothing at run time imports it."""
