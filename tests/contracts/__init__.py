"""What every store and every adapter must do, run against all of them."""
