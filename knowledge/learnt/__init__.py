"""What is learnt from labelled sentences: small linear models, trained by one command and read without a library."""
