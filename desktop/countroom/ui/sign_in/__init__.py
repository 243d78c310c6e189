"""Who sits at this laptop: passphrase first, six digits to take turns."""

from countroom.ui.sign_in.second import SecondPerson
from countroom.ui.sign_in.sign_in import SignIn

__all__ = ["SecondPerson", "SignIn"]
